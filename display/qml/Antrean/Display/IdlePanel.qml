// Before the first call of the day: an invitation, or why nobody is called now.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Antrean.Board
import Antrean.Controls
import Antrean.Theme
import Antrean.Words

Rectangle {
    id: panel

    required property BoardModel board
    required property IdlePanelModel props

    objectName: "idlePanel"
    color: Theme.night2

    Image {
        anchors.right: parent.right
        width: Math.round(parent.width * 0.28)
        height: parent.height
        source: "kawung.svg"
        sourceSize: Qt.size(Theme.px(160), Theme.px(160))
        fillMode: Image.Tile
        opacity: 0.06
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.px(36)
        anchors.rightMargin: Theme.px(36)
        anchors.topMargin: Theme.px(32)
        anchors.bottomMargin: Theme.px(32)
        spacing: Theme.px(12)

        Line {
            objectName: "idleTitle"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: Theme.px(120)
            horizontalAlignment: panel.props.invites ? Text.AlignLeft : Text.AlignHCenter
            text: panel.props.shut === "" ? Words.t["board.idle.title"] : panel.props.shut
            font.pixelSize: Theme.px(72)
            font.weight: Font.ExtraBold
            wrapMode: Text.WordWrap
            minimumPixelSize: Theme.px(36)
        }

        Line {
            objectName: "idleSecond"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: Theme.px(56)
            visible: text !== ""
            horizontalAlignment: panel.props.invites ? Text.AlignLeft : Text.AlignHCenter
            verticalAlignment: Text.AlignTop
            text: panel.props.shut_second
            opacity: 0.75
            font.pixelSize: Theme.px(36)
            wrapMode: Text.WordWrap
            minimumPixelSize: Theme.px(22)
        }

        Repeater {
            model: !panel.props.invites ? [] : [
                { sign: "ticket", key: "take" },
                { sign: "people", key: "wait" },
                { sign: "call", key: panel.props.mute ? "called_mute" : "called" }
            ]

            RowLayout {
                id: step

                required property var modelData

                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredHeight: Theme.px(96)
                spacing: Theme.px(24)

                Rectangle {
                    Layout.preferredWidth: Theme.px(72)
                    Layout.preferredHeight: Theme.px(72)
                    radius: Theme.px(20)
                    color: Theme.night3

                    Icon {
                        anchors.centerIn: parent
                        name: step.modelData.sign
                        color: Theme.call
                        size: Theme.px(42)
                    }
                }

                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: 0

                    Line {
                        Layout.fillWidth: true
                        Layout.preferredHeight: Theme.px(52)
                        text: Words.t["board.idle." + step.modelData.key]
                        font.pixelSize: Theme.px(38)
                        font.weight: Font.Bold
                        minimumPixelSize: Theme.px(26)
                    }

                    Line {
                        Layout.fillWidth: true
                        Layout.preferredHeight: Theme.px(32)
                        visible: text !== ""
                        text: panel.board.second["board.idle." + step.modelData.key] ?? ""
                        opacity: 0.75
                        font.pixelSize: Theme.px(24)
                        minimumPixelSize: Theme.px(18)
                    }
                }
            }
        }
    }
}
