// Over everything: is somebody still there?
import QtQuick
import QtQuick.Layouts
import Antrean.Kiosk.Model
import Antrean.Theme
import Antrean.Words

Rectangle {
    id: overlay

    required property KioskModel kiosk
    required property bool resting

    objectName: "idle-warning"
    color: Qt.alpha(Theme.ink, 0.72)

    MouseArea {
        anchors.fill: parent
        onClicked: overlay.kiosk.stay()
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
                text: overlay.kiosk.leaving
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
                    onClicked: overlay.kiosk.stay()
                }

                ActionButton {
                    objectName: "warning-noted"
                    Layout.fillWidth: true
                    Layout.preferredHeight: Math.max(Theme.mm(20), Theme.px(104))
                    visible: overlay.kiosk.trouble_noted !== ""
                    text: overlay.kiosk.trouble_noted
                    drawing: "check"
                    step: 1.8
                    onClicked: overlay.kiosk.noted()
                }

                ActionButton {
                    objectName: "start-over"
                    Layout.fillWidth: true
                    Layout.preferredHeight: Math.max(Theme.mm(20), Theme.px(104))
                    visible: overlay.kiosk.trouble_noted === ""
                    text: Words.t["kiosk.idle.home"]
                    drawing: "home"
                    step: 1.8
                    onClicked: overlay.kiosk.go_home()
                }
            }
        }
    }
}
