// One line that is typed into: its name above, a caret where keys go.
import QtQuick
import Antrean.Theme

Item {
    id: field

    property string name
    property string typed
    property string hint: ""
    property bool active: false
    property bool large: false

    signal chosen

    implicitHeight: label.height + Theme.px(8) + box.height

    Text {
        id: label

        width: parent.width
        text: field.name
        textFormat: Text.PlainText
        color: Theme.ink2
        font.family: Theme.words
        font.pixelSize: Theme.size(0.6)
        font.weight: Font.DemiBold
        elide: Text.ElideRight
    }

    Rectangle {
        id: box

        anchors.bottom: parent.bottom
        width: parent.width
        height: field.large ? Theme.px(104) : Theme.px(76)
        radius: Math.min(Theme.radius, height / 4)
        color: Theme.card
        border.color: field.active ? Theme.accent : "#8B98A3"
        border.width: field.active ? 2 * Theme.hairline : Theme.hairline

        Row {
            id: line

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.margins: Theme.px(24)
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.px(4)

            Text {
                id: words

                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(implicitWidth, line.width - Theme.px(8))
                text: field.typed
                textFormat: Text.PlainText
                color: Theme.ink
                font.family: Theme.numbers
                font.pixelSize: field.large ? Theme.size(5) : Theme.size(2)
                font.weight: Font.Bold
                font.letterSpacing: field.large ? Theme.px(6) : 0
                elide: Text.ElideLeft
            }

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                visible: field.active
                width: Theme.px(3)
                height: field.large ? Theme.px(60) : Theme.px(38)
                color: Theme.accent
            }

            Text {
                anchors.verticalCenter: parent.verticalCenter
                visible: field.typed === ""
                text: field.hint
                textFormat: Text.PlainText
                color: "#8B98A3"
                font.family: Theme.numbers
                font.pixelSize: words.font.pixelSize
                font.letterSpacing: words.font.letterSpacing
            }
        }
    }

    MouseArea {
        anchors.fill: parent
        onPressed: field.chosen()
    }

    Accessible.role: Accessible.EditableText
    Accessible.name: name + ": " + typed
}
