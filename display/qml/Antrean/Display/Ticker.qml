// The lowest line: news of the hall; while the hub is away, that the numbers may be old.
import QtQuick
import Antrean.Board
import Antrean.Controls
import Antrean.Theme
import Antrean.Words

Rectangle {
    id: ticker

    required property BoardModel board
    readonly property bool stale: board.stale !== ""
    readonly property string joined: board.ticker.join("   •   ")
    readonly property bool overflowing: whole.implicitWidth > belt.width
    readonly property bool scrolling: overflowing && !Theme.reduceMotion && !stale
    property int at: 0

    objectName: "ticker"
    color: Theme.night3

    Pill {
        id: sign

        objectName: "tickerSign"
        x: Theme.px(40)
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
        anchors.rightMargin: Theme.px(40)
        height: parent.height
        clip: true

        Line {
            objectName: "staleText"
            visible: ticker.stale
            width: parent.width
            height: parent.height
            text: ticker.stale ? Words.fill(Words.t["board.stale.text"], { clock: ticker.board.stale }) : ""
            font.pixelSize: Theme.px(30)
            wrapMode: Text.Wrap
            maximumLineCount: 2
        }

        Line {
            id: whole

            objectName: "tickerText"
            visible: !ticker.stale && (ticker.scrolling || !ticker.overflowing)
            height: parent.height
            text: ticker.joined
            font.pixelSize: Theme.px(32)
            fontSizeMode: Text.FixedSize

            NumberAnimation on x {
                running: ticker.scrolling
                loops: Animation.Infinite
                from: belt.width
                to: -whole.implicitWidth
                duration: Math.max(1, Math.round((belt.width + whole.implicitWidth) * 1000 / Math.max(1, Theme.px(90))))
                onStopped: whole.x = 0
            }
        }

        Line {
            objectName: "tickerLine"
            visible: !ticker.stale && ticker.overflowing && !ticker.scrolling
            width: parent.width
            height: parent.height
            text: ticker.board.ticker[ticker.at % Math.max(1, ticker.board.ticker.length)] ?? ""
            font.pixelSize: Theme.px(32)
        }
    }

    Timer {
        interval: ticker.board.notice_time
        repeat: true
        running: ticker.overflowing && Theme.reduceMotion
        onTriggered: ticker.at += 1
    }
}
