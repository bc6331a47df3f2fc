// An agency where there is room: its number large, with the counter that called it.
import QtQuick
import Antrean.Theme
import Antrean.Words

Item {
    id: card

    required property string letter
    required property string colour
    required property string name
    required property string label
    required property string counter
    required property string where
    required property string status
    required property bool current
    readonly property real margin: Theme.px(28)
    readonly property real head: Math.min(Theme.px(84), height * 0.4)
    readonly property bool tall: height > Theme.px(230)

    objectName: "agency-" + letter

    Rectangle {
        id: tile

        x: card.margin
        y: (card.head - height) / 2 + Theme.px(4)
        width: Math.min(Theme.px(56), card.head - Theme.px(10))
        height: width
        radius: width * 0.26
        color: card.colour

        Line {
            objectName: "letter"
            anchors.fill: parent
            leftPadding: Math.round(parent.width * 0.1)
            rightPadding: leftPadding
            text: card.letter
            color: Theme.card
            font.family: Theme.numbers
            font.weight: Font.Bold
            font.pixelSize: Math.round(parent.height * 0.62)
            horizontalAlignment: Text.AlignHCenter
        }
    }

    Line {
        x: tile.x + tile.width + Theme.px(16)
        y: Theme.px(4)
        width: parent.width - x - card.margin
        height: card.head
        text: card.name
        font.pixelSize: Theme.px(30)
        font.weight: Font.Bold
        wrapMode: Text.WordWrap
    }

    Line {
        id: number

        objectName: "agencyNumber"
        x: card.margin
        anchors.top: parent.top
        anchors.topMargin: card.head
        anchors.bottom: parent.bottom
        anchors.bottomMargin: card.tall ? foot.height + Theme.px(8) : 0
        width: card.tall ? parent.width - 2 * x : parent.width - 2 * x - foot.width - Theme.px(12)
        text: card.label !== "" ? card.label : Words.t["board.serving.none"]
        color: card.current ? Theme.call : Theme.snow
        opacity: card.label === "" ? 0.5 : 1
        font.family: Theme.numbers
        font.weight: Font.ExtraBold
        font.pixelSize: Math.min(Theme.px(132), Math.round(height * 0.9))
        font.features: { "tnum": 1 }
        fontSizeMode: Text.HorizontalFit
    }

    Line {
        id: foot

        anchors.bottom: parent.bottom
        anchors.bottomMargin: card.tall ? Theme.px(8) : Math.round((parent.height - card.head - height) / 2)
        anchors.right: parent.right
        anchors.rightMargin: card.margin
        width: card.tall ? parent.width - 2 * card.margin : Theme.px(116)
        height: Theme.px(44)
        text: card.status !== "" ? card.status : card.counter === "" ? "" : Words.t["board.call.counter"] + " " + card.counter + (card.tall && card.where !== "" ? " · " + card.where : "")
        horizontalAlignment: card.tall ? Text.AlignLeft : Text.AlignRight
        color: card.status !== "" ? Theme.snow : Theme.call
        font.pixelSize: Theme.px(28)
        font.weight: Font.Bold
    }
}
