// Over everything: is somebody still there?
import QtQuick
import QtQuick.Layouts
import Antrean.Kiosk.Model
import Antrean.Theme
import Antrean.Words

Rectangle {
    id: overlay

    required property IdleModel idle
    required property TroubleModel trouble
    required property KioskFlow flow
    required property bool resting

    objectName: "idle-warning"
    color: Qt.alpha(Theme.ink, 0.72)

    MouseArea {
        anchors.fill: parent
        onClicked: overlay.flow.stay()
    }

    Rectangle {
        anchors.centerIn: parent
        width: Math.min(parent.width - Theme.px(80), Theme.px(1080))
        height: column.implicitHeight + Theme.space(12)
        radius: Theme.radius * 1.4
        color: Theme.card

        ColumnLayout {
            id: column

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.margins: Theme.px(64)
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.px(24)
            enabled: !overlay.resting

            Line {
                Layout.fillWidth: true
                heading: true
                text: Words.t["kiosk.idle.title"]
                step: 4
                font.weight: Font.ExtraBold
                font.letterSpacing: -0.8 * Theme.scale
            }

            Prose {
                Layout.fillWidth: true
                text: overlay.idle.leaving
                step: 2
            }

            GridLayout {
                Layout.topMargin: Theme.px(16)
                columns: Theme.portrait ? 1 : 2
                columnSpacing: Theme.px(24)
                rowSpacing: Theme.px(24)

                ActionButton {
                    objectName: "more-time"
                    Layout.fillWidth: true
                    Layout.preferredHeight: Math.max(Theme.mm(20), Theme.px(104))
                    text: Words.t["kiosk.idle.more"]
                    ground: Theme.accent
                    rim: "transparent"
                    ink: "white"
                    step: 1.8
                    onClicked: overlay.flow.stay()
                }

                ActionButton {
                    objectName: "warning-noted"
                    Layout.fillWidth: true
                    Layout.preferredHeight: Math.max(Theme.mm(20), Theme.px(104))
                    visible: overlay.trouble.noted !== ""
                    text: overlay.trouble.noted
                    drawing: "check"
                    step: 1.8
                    onClicked: overlay.flow.noted()
                }

                ActionButton {
                    objectName: "start-over"
                    Layout.fillWidth: true
                    Layout.preferredHeight: Math.max(Theme.mm(20), Theme.px(104))
                    visible: overlay.trouble.noted === ""
                    text: Words.t["kiosk.idle.home"]
                    drawing: "home"
                    step: 1.8
                    onClicked: overlay.flow.go_home()
                }
            }
        }
    }
}
