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
    required property string availability
    required spoken
    readonly property real grow: Math.max(0.85, Math.min(1.8, height / Theme.px(104) / Theme.textScale))

    objectName: "agency-" + code
    ground: availability === "closed" ? Theme.paper : Theme.card
    leftPadding: Math.round((height - badge.size) / 2)
    rightPadding: Theme.space(2)
    topPadding: 0
    bottomPadding: 0

    contentItem: Item {
        TextMetrics {
            id: whole

            text: tile.status
            font.family: foot.font.family
            font.weight: foot.font.weight
            font.pixelSize: Math.round(Theme.size(-0.25) * tile.grow)
        }

        LetterTile {
            id: badge

            anchors.verticalCenter: parent.verticalCenter
            letter: tile.letter
            tint: tile.tint
            size: Math.min(Math.round(tile.height * 0.72), Theme.px(170))
            opacity: tile.availability === "closed" ? 0.55 : 1
        }

        Column {
            anchors.left: badge.right
            anchors.leftMargin: Theme.space(2.2) * Math.sqrt(tile.grow)
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            spacing: second.crowded || foot.lengthy ? -Theme.px(3) : Math.round(Theme.px(1) * tile.grow * tile.grow)

            Line {
                id: heading

                spoken: false
                width: parent.width
                text: tile.brief
                step: 1
                grow: tile.grow
                color: tile.availability === "closed" ? Theme.ink2 : Theme.ink
                font.weight: Font.Bold
                font.letterSpacing: -0.3 * Theme.scale
            }

            SecondLine {
                id: second

                objectName: "second"
                spoken: false
                width: parent.width
                visible: tile.name !== tile.brief
                text: tile.name
                grow: tile.grow
                room: tile.height - heading.height - foot.height
            }

            Line {
                id: foot

                // Why it is closed, until when, and the holiday's name: too much for one line that can be read.
                readonly property bool lengthy: tile.availability === "closed" && whole.advanceWidth * 0.8 > width

                spoken: false
                width: parent.width
                text: tile.status
                textFormat: Text.StyledText
                step: lengthy ? -0.75 : -0.25
                grow: tile.grow
                fontSizeMode: lengthy ? Text.FixedSize : Text.HorizontalFit
                wrapMode: lengthy ? Text.WordWrap : Text.NoWrap
                maximumLineCount: lengthy ? 2 : 1
                lineHeight: lengthy ? 0.92 : 1
                color: tile.availability === "free" ? Theme.accent : tile.availability === "closed" ? Theme.danger : Theme.ink
                font.weight: tile.availability === "busy" ? Font.Medium : Font.Bold
            }
        }
    }
}
