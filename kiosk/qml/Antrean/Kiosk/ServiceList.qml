// Services below each other; what does not fit is reached by sliding, and the edge shows that there is more.
pragma ComponentBehavior: Bound
import QtQuick
import Antrean.Kiosk.Model
import Antrean.Theme
import Antrean.Words

Item {
    id: services

    required property KioskModel kiosk
    required property QtObject services
    readonly property real gap: Math.max(Theme.px(12), Theme.mm(2.5))

    Flickable {
        id: view

        anchors.fill: parent
        contentHeight: column.height + Theme.space(2)
        interactive: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds
        clip: interactive

        Column {
            id: column

            width: parent.width
            spacing: services.gap

            Repeater {
                model: services.services

                ServiceLine {
                    width: column.width
                    onTaken: services.kiosk.take(code)
                }
            }
        }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        width: more.implicitWidth + Theme.space(5)
        height: Theme.px(48)
        radius: height / 2
        visible: view.interactive && view.contentY + view.height < view.contentHeight - Theme.px(24)
        color: Theme.ink

        Line {
            id: more

            anchors.centerIn: parent
            text: Words.t["kiosk.services.more"]
            color: "white"
            font.weight: Font.DemiBold
        }
    }
}
