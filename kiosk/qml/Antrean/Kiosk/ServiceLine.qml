// One service: name, papers, wait, and the button that takes its number.
import QtQuick
import QtQuick.Layouts
import Antrean.Theme
import Antrean.Words

Rectangle {
    id: line

    required property string code
    required property string name
    required property string detail
    required property string bring
    required property string waiting
    required property string minutes
    required property string availability
    required property string closed
    required property string button
    required property string agency
    required property string letter
    required property string tint
    required property string spoken
    property real room: Theme.px(100)

    signal taken

    implicitHeight: Math.max(room, grid.implicitHeight + 2 * (Theme.portrait ? Theme.px(14) : Theme.px(3)))
    radius: Theme.radius
    color: closed !== "" ? Theme.paper : Theme.card
    border.color: Theme.line
    border.width: Theme.hairline

    GridLayout {
        id: grid

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.px(36)
        anchors.rightMargin: Theme.px(16)
        anchors.verticalCenter: parent.verticalCenter
        columnSpacing: Theme.px(32)
        rowSpacing: Theme.px(8)

        RowLayout {
            Layout.row: 0
            Layout.column: 0
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.px(580)
            spacing: Theme.px(20)

            LetterTile {
                visible: line.agency !== ""
                letter: line.letter
                tint: line.tint
                size: Theme.px(64)
            }

            ColumnLayout {
                Layout.fillWidth: true
                spacing: 0

                Prose {
                    Layout.fillWidth: true
                    heading: true
                    text: line.name
                    step: 2
                    lineHeight: 1
                    color: line.closed !== "" ? Theme.ink2 : Theme.ink
                    font.weight: Font.Bold
                    font.letterSpacing: -0.3 * Theme.scale
                }

                Prose {
                    Layout.fillWidth: true
                    visible: text !== ""
                    text: line.agency === "" ? line.detail : line.detail === "" ? line.agency : line.agency + " · " + line.detail
                    step: 0.3
                }
            }
        }

        ColumnLayout {
            Layout.row: Theme.portrait ? 1 : 0
            Layout.column: Theme.portrait ? 0 : 1
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.px(560)
            spacing: 0

            Line {
                text: Words.t["kiosk.services.bring"]
                step: -1.2
                color: Theme.ink2
                font.weight: Font.Bold
                font.letterSpacing: 2 * Theme.scale
            }

            Prose {
                Layout.fillWidth: true
                text: line.bring
                step: 0.4
                lineHeight: 1.05
                color: Theme.ink
            }
        }

        ColumnLayout {
            Layout.row: 0
            Layout.column: Theme.portrait ? 1 : 2
            Layout.fillWidth: !Theme.portrait
            Layout.preferredWidth: Theme.portrait ? Theme.px(280) : Theme.px(240)
            spacing: 0

            Prose {
                Layout.fillWidth: true
                visible: line.closed !== ""
                text: line.closed
                step: 0.7
                color: Theme.danger
                font.weight: Font.Bold
            }

            Line {
                Layout.fillWidth: true
                visible: line.closed === ""
                text: line.waiting
                textFormat: Text.StyledText
                step: 1
                color: line.availability === "free" ? Theme.accent : Theme.ink
                font.weight: line.availability === "free" ? Font.Bold : Font.Medium
            }

            Line {
                Layout.fillWidth: true
                visible: line.closed === ""
                text: line.minutes
                step: 0.4
                color: Theme.ink2
                font.weight: Font.DemiBold
            }
        }

        ActionButton {
            objectName: "take-" + line.code
            spoken: line.spoken
            Layout.row: Theme.portrait ? 1 : 0
            Layout.column: Theme.portrait ? 1 : 3
            Layout.preferredWidth: Theme.portrait ? Theme.px(280) : Theme.px(300)
            Layout.preferredHeight: Math.max(Theme.mm(20), Math.min(Theme.px(84), line.room - Theme.px(16)))
            Layout.alignment: Qt.AlignRight | Qt.AlignVCenter
            enabled: line.closed === "" && line.button === "ready"
            text: line.closed !== "" ? Words.t["kiosk.closed.button"] : line.button === "busy" ? Words.t["kiosk.services.taking"] : Words.t["kiosk.services.take"]
            ground: line.closed !== "" ? "transparent" : line.button === "busy" ? Theme.ink : Theme.accent
            rim: line.closed !== "" ? Theme.line : "transparent"
            ink: line.closed !== "" ? Theme.ink2 : "white"
            opacity: line.closed === "" && line.button === "resting" ? 0.45 : 1
            step: 1.2
            onClicked: line.taken()
        }
    }
}
