// For those who do not know where to go: the information desk, in the grid's last place.
import QtQuick
import Antrean.Controls
import Antrean.Kiosk.Model
import Antrean.Theme
import Antrean.Words

Touchable {
    id: tile

    required property HomeModel home
    required property KioskFlow flow
    readonly property real grow: Math.max(0.85, Math.min(1.8, height / Theme.px(104) / Theme.textScale))

    objectName: "information"
    text: Words.t["kiosk.home.information"]
    spoken: [text, home.information, Words.t["kiosk.home.information_ready"]].filter(part => part !== "").join(", ")
    ground: Theme.paper
    leftPadding: Math.round((height - badge.height) / 2)
    rightPadding: Theme.space(2)
    topPadding: 0
    bottomPadding: 0
    onClicked: flow.open_sheet("information")

    contentItem: Item {
        Rectangle {
            id: badge

            anchors.verticalCenter: parent.verticalCenter
            width: height
            height: Math.min(Math.round(tile.height * 0.72), Theme.px(170))
            radius: height * 0.22
            color: Theme.ink2

            Icon {
                anchors.centerIn: parent
                name: "information"
                color: "#FFFFFF"
                size: Math.round(badge.height * 0.6)
            }
        }

        Column {
            anchors.left: badge.right
            anchors.leftMargin: Theme.space(2.2) * Math.sqrt(tile.grow)
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            spacing: second.crowded ? -Theme.px(3) : Math.round(Theme.px(1) * tile.grow * tile.grow)

            Line {
                id: heading

                spoken: false
                width: parent.width
                text: tile.text
                step: 1
                grow: tile.grow
                font.weight: Font.Bold
                font.letterSpacing: -0.3 * Theme.scale
            }

            SecondLine {
                id: second

                objectName: "second"
                spoken: false
                width: parent.width
                visible: text !== ""
                text: tile.home.information
                grow: tile.grow
                room: tile.height - heading.height - foot.height
            }

            Line {
                id: foot

                spoken: false
                width: parent.width
                text: Words.t["kiosk.home.information_ready"]
                step: -0.25
                grow: tile.grow
                font.weight: Font.DemiBold
            }
        }
    }
}
