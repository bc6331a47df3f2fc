// One agency on the home page: its letter, its names, and how long one waits or why it is closed.
import QtQuick
import Antrean.Theme

Touchable {
    id: tile

    required property string code
    required property string letter
    required property string brief
    required property string name
    required property string tint
    required property string status
    required property string mood
    readonly property real grow: Math.max(0.85, Math.min(1.8, height / Theme.px(104) / Theme.textScale))

    objectName: "agency-" + code
    text: brief
    ground: mood === "closed" ? Theme.paper : Theme.card
    leftPadding: Math.round((height - badge.size) / 2)
    rightPadding: Theme.space(2)
    topPadding: 0
    bottomPadding: 0

    contentItem: Item {
        LetterTile {
            id: badge

            anchors.verticalCenter: parent.verticalCenter
            letter: tile.letter
            tint: tile.tint
            size: Math.min(Math.round(tile.height * 0.72), Theme.px(170))
            opacity: tile.mood === "closed" ? 0.55 : 1
        }

        Column {
            anchors.left: badge.right
            anchors.leftMargin: Theme.space(2.2) * Math.sqrt(tile.grow)
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            spacing: Math.round(Theme.px(1) * tile.grow * tile.grow)

            Line {
                width: parent.width
                text: tile.brief
                step: 1
                grow: tile.grow
                color: tile.mood === "closed" ? Theme.ink2 : Theme.ink
                font.weight: Font.Bold
                font.letterSpacing: -0.3 * Theme.scale
            }

            Line {
                width: parent.width
                visible: tile.name !== tile.brief
                text: tile.name
                step: -0.5
                grow: tile.grow
                wrapMode: tile.grow > 1.4 ? Text.Wrap : Text.NoWrap
                maximumLineCount: tile.grow > 1.4 ? 2 : 1
                minimumPixelSize: font.pixelSize
                color: Theme.ink2
                mayElide: true
            }

            Line {
                width: parent.width
                text: tile.status
                textFormat: Text.StyledText
                step: -0.25
                grow: tile.grow
                color: tile.mood === "free" ? Theme.accent : tile.mood === "closed" ? Theme.danger : Theme.ink
                font.weight: tile.mood === "busy" ? Font.Medium : Font.Bold
            }
        }
    }
}
