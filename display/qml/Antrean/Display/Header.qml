// Whose hall this is, the date and the time; and what is out of the ordinary.
import QtQuick
import QtQuick.Layouts
import Antrean.Board
import Antrean.Theme
import Antrean.Words

Rectangle {
    id: header

    required property BoardModel board

    color: Theme.night2

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.px(40)
        anchors.rightMargin: Theme.px(40)
        spacing: Theme.px(16)

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            Line {
                objectName: "hallTitle"
                Layout.fillWidth: true
                Layout.preferredHeight: Theme.px(46)
                text: header.board.title
                font.pixelSize: Theme.px(35)
                font.weight: Font.ExtraBold
            }

            Line {
                Layout.fillWidth: true
                Layout.preferredHeight: Theme.px(30)
                visible: text !== ""
                text: header.board.kind
                color: header.quiet
                font.pixelSize: Theme.px(22)
            }
        }

        Pill {
            objectName: "zoneSign"
            visible: header.board.zone !== ""
            text: header.board.zone
        }

        Pill {
            objectName: "demoSign"
            visible: header.board.demo
            text: Words.t["board.demo"]
            ink: Theme.callInk
            ground: Theme.call
        }

        Pill {
            objectName: "muteSign"
            visible: header.board.mute
            icon: "speaker-off"
            text: Words.t["board.mute"]
            ink: Theme.call
        }

        Line {
            objectName: "date"
            visible: !Theme.portrait
            Layout.preferredHeight: Theme.px(60)
            Layout.leftMargin: Theme.px(8)
            text: header.board.date
            color: header.quiet
            font.pixelSize: Theme.px(26)
            fontSizeMode: Text.FixedSize
        }

        ColumnLayout {
            spacing: 0
            Layout.fillWidth: false

            Line {
                objectName: "clock"
                Layout.alignment: Qt.AlignRight
                Layout.preferredHeight: Theme.portrait ? Theme.px(50) : Theme.px(72)
                text: header.board.clock
                font.family: Theme.numbers
                font.pixelSize: Theme.portrait ? Theme.px(46) : Theme.px(58)
                font.weight: Font.ExtraBold
                font.features: { "tnum": 1 }
                fontSizeMode: Text.FixedSize
            }

            Line {
                visible: Theme.portrait
                Layout.preferredHeight: Theme.px(28)
                text: header.board.date
                color: header.quiet
                font.pixelSize: Theme.px(20)
                fontSizeMode: Text.FixedSize
            }
        }
    }

    readonly property color quiet: Qt.tint(Theme.snow, Qt.alpha(Theme.night2, 0.3))
}
