// Something to touch: answers at once by shrinking a little on a darker ground.
import QtQuick
import QtQuick.Templates as T
import Antrean.Controls
import Antrean.Theme

T.AbstractButton {
    id: key

    property color ground: Theme.card
    property color ink: Theme.ink
    property real step: 1
    property string drawing: ""
    property bool number: false

    implicitWidth: Theme.px(64)
    implicitHeight: Theme.px(64)
    leftPadding: Theme.px(8)
    rightPadding: Theme.px(8)
    focusPolicy: Qt.NoFocus
    scale: down ? Theme.pressScale : 1
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: {
        if (enabled)
            clicked();
    }

    Behavior on scale {
        NumberAnimation {
            duration: Theme.press
        }
    }

    background: Rectangle {
        radius: Math.min(Theme.radius, height / 4)
        color: key.down ? Theme.pressed(key.ground) : key.ground
        border.color: Qt.colorEqual(key.ground, Theme.card) ? Theme.line : "transparent"
        border.width: Theme.hairline
    }

    contentItem: Item {
        Row {
            anchors.centerIn: parent
            height: parent.height
            spacing: Theme.px(14)

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: key.drawing !== ""
                name: key.drawing
                color: key.ink
                size: Math.round(Theme.size(key.step) * 1.2)
            }

            Text {
                height: parent.height
                width: Math.min(implicitWidth, key.availableWidth - (key.drawing !== "" ? Theme.px(14) + Math.round(Theme.size(key.step) * 1.2) : 0))
                text: key.text
                textFormat: Text.PlainText
                color: key.ink
                font.family: key.number ? Theme.numbers : Theme.words
                font.pixelSize: Theme.size(key.step)
                font.weight: Font.Bold
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Math.round(font.pixelSize * 0.6)
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                Accessible.ignored: true
            }
        }
    }
}
