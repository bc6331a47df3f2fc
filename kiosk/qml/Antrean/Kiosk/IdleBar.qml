// How much of the idle time is left.
import QtQuick
import Antrean.Theme

Rectangle {
    id: bar

    required property real patience
    property color fill: Theme.accent

    implicitHeight: Theme.px(10)
    radius: height / 2
    color: Theme.line

    Rectangle {
        width: Math.max(parent.height, Math.round(parent.width * bar.patience))
        height: parent.height
        radius: height / 2
        color: bar.fill
    }
}
