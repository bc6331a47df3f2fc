// An agency's letter on its colour: the only place where that colour is used.
import QtQuick
import Antrean.Theme

Rectangle {
    id: tile

    required property string letter
    required property color tint
    property real size: Theme.px(76)

    implicitWidth: size
    implicitHeight: size
    radius: size * 0.22
    color: tint

    Text {
        objectName: "letter"
        anchors.fill: parent
        leftPadding: Math.round(tile.size * 0.11)
        rightPadding: leftPadding
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Math.round(tile.size * 0.3)
        text: tile.letter
        color: "white"
        font.family: Theme.numbers
        font.weight: Font.Bold
        font.pixelSize: Math.round(tile.size * 0.62)
    }
}
