// One figure on the ticket page and what it means.
import QtQuick
import Antrean.Theme
import Antrean.Words

Rectangle {
    id: fact

    required property string figure
    required property string meaning
    property string spoken: figure.replace("±", Words.t["kiosk.told.about"]) + " " + meaning

    implicitWidth: Math.max(column.implicitWidth + Theme.space(8), Theme.px(150))
    implicitHeight: column.implicitHeight + Theme.space(5)
    radius: Theme.radius
    color: Qt.rgba(1, 1, 1, 0.16)
    Accessible.role: Accessible.StaticText
    Accessible.name: spoken

    Column {
        id: column

        anchors.left: parent.left
        anchors.leftMargin: Theme.space(4)
        anchors.verticalCenter: parent.verticalCenter

        Text {
            text: fact.figure
            color: "white"
            font.family: Theme.numbers
            font.pixelSize: Theme.size(3)
            font.weight: Font.Bold
        }

        Line {
            spoken: false
            text: fact.meaning
            step: 0.8
            color: "white"
        }
    }
}
