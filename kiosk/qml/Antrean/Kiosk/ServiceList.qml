// Services below each other; what does not fit is reached by sliding, and the bar at the edge shows where one is.
pragma ComponentBehavior: Bound
import QtQuick
import Antrean.Kiosk.Model
import Antrean.Theme

Item {
    id: services

    required property KioskFlow flow
    required property QtObject services
    required property int count
    readonly property real gap: Math.max(Theme.px(12), Theme.mm(2.5))
    readonly property real share: Math.floor((height - Theme.px(12) - (count - 1) * gap) / Math.max(1, count))
    // Room left free at the foot while the list slides, for what says so.
    property real below: 0
    readonly property bool slides: column.height > height
    readonly property bool more: view.interactive && view.contentY + view.height < view.contentHeight - Theme.px(24)

    Flickable {
        id: view

        anchors.fill: parent
        anchors.bottomMargin: services.slides ? services.below : 0
        contentHeight: services.slides ? column.height + Theme.px(12) : height
        interactive: services.slides
        boundsBehavior: Flickable.StopAtBounds
        clip: interactive

        Column {
            id: column

            width: parent.width - (view.interactive ? Theme.px(26) : 0)
            spacing: services.gap

            Repeater {
                model: services.services

                ServiceLine {
                    width: column.width
                    room: Math.min(Theme.px(108), services.share)
                    onTaken: services.flow.take(code)
                }
            }
        }
    }

    SlideBar {
        anchors.right: parent.right
        height: view.height
        view: view
    }
}
