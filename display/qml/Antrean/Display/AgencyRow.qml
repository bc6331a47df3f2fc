// An agency on one line: its letter, its name, its number.
import QtQuick
import Antrean.Theme
import Antrean.Words

Item {
    id: row

    required property string letter
    required property string colour
    required property string name
    required property string label
    required property string status
    required property bool current
    readonly property bool told: status !== "" && !current
    readonly property real margin: Theme.px(28)

    objectName: "agency-" + letter

    Rectangle {
        id: tile

        anchors.verticalCenter: parent.verticalCenter
        x: row.margin
        width: Math.min(parent.height - Theme.px(10), Theme.px(52))
        height: width
        radius: width * 0.26
        color: row.colour
        opacity: row.status === "" ? 1 : 0.6

        Line {
            objectName: "letter"
            anchors.fill: parent
            leftPadding: Math.round(parent.width * 0.1)
            rightPadding: leftPadding
            text: row.letter
            color: Theme.card
            font.family: Theme.numbers
            font.weight: Font.Bold
            font.pixelSize: Math.round(parent.height * 0.62)
            horizontalAlignment: Text.AlignHCenter
        }
    }

    Line {
        anchors.left: tile.right
        anchors.leftMargin: Theme.px(14)
        anchors.right: state.left
        anchors.rightMargin: Theme.px(10)
        height: parent.height
        text: row.name
        opacity: row.status === "" ? 1 : 0.72
        font.pixelSize: Math.min(Theme.px(28), Math.round(parent.height * (parent.height > Theme.px(55) ? 0.42 : 0.5)))
        wrapMode: parent.height > Theme.px(76) ? Text.WordWrap : Text.NoWrap
    }

    Item {
        id: state

        anchors.right: parent.right
        anchors.rightMargin: row.margin
        width: row.label === "" || row.told ? Theme.px(136) : Math.max(number.width, Theme.px(104))
        height: parent.height

        Line {
            id: number

            objectName: "agencyNumber"
            anchors.right: parent.right
            width: Math.ceil(implicitWidth)
            height: parent.height
            visible: !row.told
            text: row.label !== "" ? row.label : Words.t["board.serving.none"]
            color: row.current ? Theme.call : Theme.snow
            opacity: row.label === "" ? 0.6 : 1
            font.family: Theme.numbers
            font.weight: Font.Bold
            font.pixelSize: Math.min(Theme.px(46), Math.max(Theme.px(33), Math.round(row.height * 0.6)))
            font.features: { "tnum": 1 }
            fontSizeMode: Text.FixedSize
        }

        Line {
            anchors.right: parent.right
            width: parent.width
            height: parent.height
            visible: row.told
            text: row.status
            opacity: 0.85
            font.pixelSize: Theme.px(22)
            horizontalAlignment: Text.AlignRight
        }
    }
}
