// Something went wrong: what, in plain words, and what to do. Never a dead end.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Antrean.Controls
import Antrean.Kiosk.Model
import Antrean.Theme

Item {
    id: page

    required property FrameModel frame
    required property TroubleModel trouble
    required property KioskFlow flow
    readonly property real disc: page.trouble.qr !== "" && !Theme.portrait ? Theme.px(104) : Theme.px(150)
    readonly property real room: Math.min(width - 2 * Theme.px(56), Theme.px(1320))

    objectName: "trouble"

    ColumnLayout {
        anchors.centerIn: parent
        width: page.room
        spacing: Theme.px(28)

        Rectangle {
            Layout.alignment: Qt.AlignHCenter
            Layout.preferredWidth: page.disc
            Layout.preferredHeight: page.disc
            radius: width / 2
            color: page.frame.page === "away" ? Theme.accentSoft : "#F7E4E2"

            Icon {
                anchors.centerIn: parent
                name: page.trouble.icon
                color: page.frame.page === "away" ? Theme.accent : Theme.danger
                size: page.disc * 0.55
            }
        }

        Prose {
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            heading: true
            text: page.trouble.title
            step: 4
            lineHeight: 1.05
            color: Theme.ink
            font.weight: Font.ExtraBold
            font.letterSpacing: -0.8 * Theme.scale
        }

        Prose {
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            text: page.trouble.body
            step: 2
            color: Theme.ink2
        }

        Prose {
            objectName: "technician"
            Layout.fillWidth: true
            Layout.topMargin: Theme.px(20)
            visible: text !== ""
            horizontalAlignment: Text.AlignHCenter
            text: page.trouble.technician
            color: Theme.ink2
        }

        Rectangle {
            Layout.fillWidth: true
            Layout.preferredHeight: keep.implicitHeight + Theme.space(6)
            visible: page.trouble.label !== ""
            radius: Theme.radius
            color: Theme.card
            border.color: Theme.line
            border.width: Theme.hairline

            GridLayout {
                id: keep

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.margins: Theme.px(48)
                anchors.verticalCenter: parent.verticalCenter
                columns: Theme.portrait ? 1 : 2
                columnSpacing: Theme.px(48)

                ColumnLayout {
                    spacing: 0

                    Text {
                        objectName: "kept-label"
                        Layout.alignment: Theme.portrait ? Qt.AlignHCenter : Qt.AlignLeft
                        Accessible.role: Accessible.Heading
                        Accessible.name: text
                        text: page.trouble.label
                        color: Theme.ink
                        font.family: Theme.numbers
                        font.pixelSize: Theme.px(170)
                        font.weight: Font.ExtraBold
                    }

                    Prose {
                        Layout.fillWidth: true
                        text: page.trouble.write_down
                        step: 1.8
                        color: Theme.ink
                    }
                }

                CodeCard {
                    Layout.alignment: Qt.AlignHCenter
                    code: page.trouble.qr
                    most: Theme.portrait ? Theme.px(380) : Theme.px(300)
                }
            }
        }

        RowLayout {
            Layout.alignment: Qt.AlignHCenter
            Layout.topMargin: Theme.px(12)
            spacing: Theme.px(24)

            ActionButton {
                objectName: "again"
                Layout.preferredHeight: Math.max(Theme.mm(20), Theme.px(100))
                visible: page.trouble.again !== ""
                text: page.trouble.again
                drawing: "recall"
                ground: Theme.accent
                rim: "transparent"
                ink: "white"
                step: 1.8
                onClicked: page.flow.again()
            }

            ActionButton {
                objectName: "noted"
                Layout.preferredHeight: Math.max(Theme.mm(20), Theme.px(100))
                visible: page.trouble.noted !== ""
                text: page.trouble.noted
                drawing: "check"
                step: 1.8
                onClicked: page.flow.noted()
            }

            ActionButton {
                objectName: "leave"
                Layout.preferredHeight: Math.max(Theme.mm(20), Theme.px(100))
                visible: page.trouble.leave !== ""
                text: page.trouble.leave
                drawing: "back"
                step: 1.8
                onClicked: page.flow.leave()
            }
        }
    }

    // Small and at the foot: for the staff, and of no use without a code.
    ActionButton {
        objectName: "staff"
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.px(40)
        visible: page.trouble.staff !== ""
        text: page.trouble.staff
        step: 0.6
        ground: Theme.paper
        ink: Theme.ink2
        quiet: true
        onClicked: page.flow.attend()
    }
}
