// Where one is in a list that is longer than its place.
import QtQuick
import Antrean.Theme

Rectangle {
    id: bar

    required property Flickable view

    width: Theme.px(10)
    visible: view.interactive
    radius: width / 2
    color: Theme.line

    Rectangle {
        y: parent.height * bar.view.visibleArea.yPosition
        width: parent.width
        height: parent.height * bar.view.visibleArea.heightRatio
        radius: width / 2
        color: Theme.ink3
    }
}
