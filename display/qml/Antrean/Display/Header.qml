// Whose hall this is, the date and the time; and what is out of the ordinary.
import QtQuick
import QtQuick.Layouts
import Antrean.Board
import Antrean.Theme

Rectangle {
    id: header

    required property BoardModel board
    required property HeaderModel props
    readonly property color quiet: Qt.tint(Theme.snow, Qt.alpha(Theme.night2, 0.3))

    readonly property bool unusual: props.zone !== "" || props.demo || props.mute
    readonly property real strip: Theme.portrait && unusual ? Theme.px(60) : 0

    color: Theme.night2

    RowLayout {
        height: parent.height - header.strip
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.px(36)
        anchors.rightMargin: Theme.px(36)
        spacing: Theme.px(16)

        Rectangle {
            objectName: "hallLogo"
            visible: picture.status === Image.Ready
            Layout.preferredHeight: Theme.px(72)
            Layout.preferredWidth: picture.implicitWidth + Theme.px(16)
            radius: Theme.px(10)
            color: "white"

            Image {
                id: picture

                anchors.centerIn: parent
                source: header.board.logo
                sourceSize: Qt.size(Theme.portrait ? Theme.px(140) : Theme.px(220), Theme.px(56))
                Accessible.ignored: true
            }
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            Line {
                objectName: "hallTitle"
                Layout.fillWidth: true
                Layout.preferredHeight: Theme.portrait ? Theme.px(54) : Theme.px(46)
                text: header.props.title.replace(/-/g, "\u2060-\u2060")  // no line ends at a hyphen: MPP-/Samarinda
                font.pixelSize: Theme.px(35)
                font.weight: Font.ExtraBold
                wrapMode: Theme.portrait ? Text.WordWrap : Text.NoWrap
            }

            Line {
                Layout.fillWidth: true
                Layout.preferredHeight: Theme.px(30)
                visible: text !== ""
                text: header.props.kind
                color: header.quiet
                font.pixelSize: Theme.px(22)
            }
        }

        Signs {
            visible: !Theme.portrait
            props: header.props
        }

        Line {
            objectName: "date"
            visible: !Theme.portrait
            Layout.preferredHeight: Theme.px(60)
            Layout.leftMargin: Theme.px(8)
            text: header.props.date
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
                text: header.props.clock
                font.family: Theme.numbers
                font.pixelSize: Theme.portrait ? Theme.px(46) : Theme.px(58)
                font.weight: Font.ExtraBold
                font.features: { "tnum": 1 }
                fontSizeMode: Text.FixedSize
            }

            Line {
                visible: Theme.portrait
                Layout.preferredHeight: Theme.px(28)
                text: header.props.date
                color: header.quiet
                font.pixelSize: Theme.px(20)
                fontSizeMode: Text.FixedSize
            }
        }
    }

    Signs {
        visible: header.strip > 0
        x: Theme.px(36)
        y: parent.height - header.strip
        props: header.props
    }
}
