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
    required property int count
    property bool hint: false
    readonly property real gap: Math.max(Theme.px(12), Theme.mm(2.5))
    readonly property real share: Math.floor((height - Theme.px(12) - (count - 1) * gap) / Math.max(1, count))
    readonly property bool more: view.interactive && view.contentY + view.height < view.contentHeight - Theme.px(24)

    Flickable {
        id: view

        anchors.fill: parent
        contentHeight: column.height + Theme.px(12)
        interactive: contentHeight > height
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
                    onTaken: services.kiosk.take(code)
                }
            }
        }
    }

    Rectangle {
        anchors.right: parent.right
        width: Theme.px(10)
        height: parent.height
        visible: view.interactive
        radius: width / 2
        color: Theme.line

        Rectangle {
            y: parent.height * view.visibleArea.yPosition
            width: parent.width
            height: parent.height * view.visibleArea.heightRatio
            radius: width / 2
            color: Theme.ink3
        }
    }

    Rectangle {
        anchors.top: parent.bottom
        anchors.topMargin: Theme.portrait ? -height - Theme.px(12) : Theme.px(20)
        anchors.horizontalCenter: parent.horizontalCenter
        width: words.implicitWidth + Theme.space(5)
        height: Theme.px(52)
        radius: height / 2
        visible: services.hint && services.more
        color: Theme.ink

        Line {
            id: words

            anchors.centerIn: parent
            text: Words.t["kiosk.services.more"]
            color: "white"
            font.weight: Font.DemiBold
        }
    }
}
