// A small sign: what is out of the ordinary, for those who look for it.
import QtQuick
import Antrean.Controls
import Antrean.Theme

Rectangle {
    id: pill

    required property string text
    property string icon: ""
    property color ink: Theme.snow
    property color ground: Theme.night3

    implicitWidth: Math.ceil(words.implicitWidth) + Theme.px(32) + (icon === "" ? 0 : sign.width + Theme.px(10))
    implicitHeight: Theme.px(42)
    radius: height / 2
    color: ground

    Icon {
        id: sign

        x: Theme.px(14)
        anchors.verticalCenter: parent.verticalCenter
        visible: pill.icon !== ""
        name: pill.icon
        color: pill.ink
        size: Theme.px(24)
    }

    Line {
        id: words

        x: pill.icon === "" ? Theme.px(16) : sign.x + sign.width + Theme.px(10)
        height: parent.height
        text: pill.text
        color: pill.ink
        font.pixelSize: Theme.px(21)
        font.weight: Font.Bold
        fontSizeMode: Text.FixedSize
    }
}
