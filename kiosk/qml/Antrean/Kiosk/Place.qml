// A place for one page: made when it is shown, slides in a little and fades in; gone at once.
import QtQuick
import Antrean.Theme

Loader {
    id: place

    required property bool shown

    anchors.fill: parent
    active: shown
    visible: shown
    opacity: 0
    transform: Translate {
        id: slide
    }
    onLoaded: arrival.restart()

    ParallelAnimation {
        id: arrival

        NumberAnimation {
            target: place
            property: "opacity"
            from: 0
            to: 1
            duration: Theme.page
        }

        NumberAnimation {
            target: slide
            property: "x"
            from: Theme.reduceMotion ? 0 : Theme.px(40)
            to: 0
            duration: Theme.page
            easing.type: Easing.OutCubic
        }
    }
}
