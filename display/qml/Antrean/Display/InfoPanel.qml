// The hall's notices, one after another.
pragma ComponentBehavior: Bound

import QtQuick
import Antrean.Board
import Antrean.Theme
import Antrean.Words

Rectangle {
    id: info

    required property BoardModel board
    required property InfoModel props
    readonly property real margin: Theme.px(32)
    property int at: 0

    objectName: "infoPanel"
    color: Theme.accent
    clip: true

    Image {
        anchors.fill: parent
        source: "kawung.svg"
        sourceSize: Qt.size(Theme.px(96), Theme.px(96))
        fillMode: Image.Tile
        horizontalAlignment: Image.AlignRight
        verticalAlignment: Image.AlignBottom
        opacity: 0.1
    }

    Timer {
        interval: info.board.notice_time
        repeat: true
        running: pages.count > 1
        onTriggered: info.at = (info.at + 1) % pages.count
    }

    Caption {
        x: info.margin
        y: Theme.px(22)
        width: parent.width - 2 * x
        size: Theme.px(23)
        first: Words.t["board.info.title"]
        second: info.board.second["board.info.title"] ?? ""
    }

    Repeater {
        id: pages

        model: info.props.notices

        Item {
            id: notice

            required property int index
            required property string first
            required property string second
            readonly property bool current: index === info.at % Math.max(1, pages.count)

            x: info.margin
            y: Theme.px(66)
            width: info.width - 2 * x
            height: info.height - y - Theme.px(24)
            opacity: current ? 1 : 0
            visible: opacity > 0

            Behavior on opacity {
                enabled: !Theme.reduceMotion

                NumberAnimation { duration: 400 }
            }

            Line {
                objectName: "notice"
                width: parent.width
                anchors.top: parent.top
                anchors.bottom: secondLine.top
                anchors.bottomMargin: Theme.px(8)
                text: notice.first
                font.pixelSize: Theme.px(44)
                font.weight: Font.ExtraBold
                wrapMode: Text.WordWrap
                verticalAlignment: Text.AlignBottom
                minimumPixelSize: Theme.px(22)
            }

            Line {
                id: secondLine

                width: parent.width
                height: text === "" ? 0 : Math.round(Math.min(Theme.px(84), parent.height * 0.32))
                anchors.bottom: parent.bottom
                text: notice.second
                opacity: 0.92
                font.pixelSize: Theme.px(24)
                wrapMode: Text.WordWrap
                verticalAlignment: Text.AlignTop
                minimumPixelSize: Theme.px(16)
            }
        }
    }
}
