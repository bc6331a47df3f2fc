// The lowest line: news of the hall; while the hub is away, that the numbers may be old.
pragma ComponentBehavior: Bound

import QtQuick
import Antrean.Board
import Antrean.Theme
import Antrean.Words

Rectangle {
    id: ticker

    required property BoardModel board
    required property TickerModel props
    readonly property bool stale: props.stale !== ""
    readonly property string between: "   •   "
    readonly property string joined: props.ticker.join(between)
    readonly property bool overflowing: whole.implicitWidth > belt.width
    readonly property bool scrolling: overflowing && !Theme.reduceMotion && !stale
    property int at: 0

    objectName: "ticker"
    color: Theme.night3

    Pill {
        id: sign

        objectName: "tickerSign"
        x: Theme.px(36)
        anchors.verticalCenter: parent.verticalCenter
        implicitHeight: Theme.px(50)
        radius: Theme.px(12)
        icon: ticker.stale ? "offline" : ""
        text: ticker.stale ? Words.t["board.stale.title"] : Words.t["board.ticker.title"]
        ground: ticker.stale ? Theme.call : Theme.accent
        ink: ticker.stale ? Theme.callInk : Theme.snow
    }

    Item {
        id: belt

        anchors.left: sign.right
        anchors.leftMargin: Theme.px(26)
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(36)
        height: parent.height
        clip: true

        Line {
            objectName: "staleText"
            visible: ticker.stale
            y: Theme.px(7)
            width: parent.width
            height: parent.height - 2 * y
            text: ticker.stale ? [Words.fill(Words.t["board.stale.text"], { clock: ticker.props.stale }), ticker.props.technician].join("\n").trim() : ""
            font.pixelSize: Theme.px(30)
            wrapMode: Text.WordWrap
        }

        Row {
            id: band

            objectName: "belt"

            readonly property real lap: whole.width + gap.width

            visible: !ticker.stale && (ticker.scrolling || !ticker.overflowing)
            height: parent.height

            Line {
                id: whole

                objectName: "tickerText"
                width: implicitWidth
                height: parent.height
                text: ticker.joined
                font.pixelSize: Theme.px(32)
                fontSizeMode: Text.FixedSize
            }

            Line {
                id: gap

                visible: ticker.scrolling
                width: implicitWidth
                height: parent.height
                text: ticker.between
                font: whole.font
                fontSizeMode: Text.FixedSize
            }

            Line {
                visible: ticker.scrolling
                width: implicitWidth
                height: parent.height
                text: ticker.joined
                font: whole.font
                fontSizeMode: Text.FixedSize
            }

            NumberAnimation on x {
                running: ticker.scrolling
                loops: Animation.Infinite
                from: 0
                to: -band.lap
                duration: Math.max(1, Math.round(band.lap * 1000 / Math.max(1, Theme.px(80))))
                onStopped: band.x = 0
            }
        }

        Line {
            objectName: "tickerLine"
            visible: !ticker.stale && ticker.overflowing && !ticker.scrolling
            width: parent.width
            height: parent.height
            text: ticker.props.ticker[ticker.at % Math.max(1, ticker.props.ticker.length)] ?? ""
            font.pixelSize: Theme.px(32)
        }
    }

    Repeater {
        model: ticker.scrolling ? [true, false] : []

        Rectangle {
            id: edge

            required property bool modelData

            x: modelData ? belt.x : belt.x + belt.width - width
            width: Theme.px(56)
            height: ticker.height
            gradient: Gradient {
                orientation: Gradient.Horizontal

                GradientStop { position: edge.modelData ? 0 : 1; color: Theme.night3 }
                GradientStop { position: edge.modelData ? 1 : 0; color: Qt.alpha(Theme.night3, 0) }
            }
        }
    }

    Timer {
        interval: ticker.board.notice_time
        repeat: true
        running: ticker.overflowing && Theme.reduceMotion
        onTriggered: ticker.at += 1
    }
}
