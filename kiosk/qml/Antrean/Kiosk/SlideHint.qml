// Says that there is more below.
import QtQuick
import Antrean.Theme

Rectangle {
    id: hint

    required property string text

    objectName: "slide-hint"
    width: words.implicitWidth + Theme.space(5)
    height: Math.max(Theme.px(52), words.implicitHeight + Theme.space(2))
    radius: height / 2
    color: Theme.ink

    Line {
        id: words

        anchors.centerIn: parent
        text: hint.text
        color: "white"
        font.weight: Font.DemiBold
    }
}
