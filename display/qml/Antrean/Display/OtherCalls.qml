// The other numbers that are called, newest first: for those who looked away, or whose turn to be announced comes.
pragma ComponentBehavior: Bound

import QtQuick
import Antrean.Board
import Antrean.Theme
import Antrean.Words

Rectangle {
    id: others

    required property BoardModel board
    required property OtherCallsModel props
    readonly property real heading: Theme.px(64)
    readonly property int fitting: Math.max(1, Math.floor((height - heading) / Theme.px(76)))
    readonly property real rowHeight: (height - heading) / fitting
    readonly property real margin: Theme.px(28)

    objectName: "otherCalls"
    color: Theme.night
    clip: true

    Caption {
        x: others.margin
        y: Theme.px(16)
        width: parent.width - 2 * x - counterHeading.width - Theme.px(12)
        size: Theme.px(23)
        first: Words.t["board.others.title"]
        second: others.board.second["board.others.title"] ?? ""
        opacity: 0.85
    }

    Line {
        id: counterHeading

        anchors.right: parent.right
        anchors.rightMargin: others.margin
        y: Theme.px(16)
        height: Theme.px(32)
        text: Words.t["board.call.counter"]
        color: Theme.call
        font.pixelSize: Theme.px(23)
        font.weight: Font.ExtraBold
        font.capitalization: Font.AllUppercase
        fontSizeMode: Text.FixedSize
    }

    Line {
        objectName: "noOthers"
        visible: rows.count === 0 && others.props.invites
        x: others.margin
        y: others.heading
        width: parent.width - 2 * x
        height: Math.min(Theme.px(160), parent.height - y)
        text: Words.t["board.others.none"]
        opacity: 0.75
        font.pixelSize: Theme.px(26)
        wrapMode: Text.WordWrap
    }

    Repeater {
        id: rows

        model: others.props.others

        Item {
            id: row

            required property int index
            required property string label
            required property string agency
            required property string counter
            required property string where

            objectName: "otherCall"
            visible: index < others.fitting
            y: Math.round(others.heading + index * others.rowHeight)
            width: others.width
            height: others.rowHeight

            Rectangle {
                width: parent.width
                height: Theme.hairline
                color: Theme.night3
            }

            Line {
                id: label

                x: others.margin
                width: Theme.px(182)
                height: parent.height
                text: row.label
                font.family: Theme.numbers
                font.weight: Font.Bold
                font.pixelSize: Theme.px(49)
                font.features: { "tnum": 1 }
                fontSizeMode: Text.HorizontalFit
            }

            Line {
                anchors.left: label.right
                anchors.leftMargin: Theme.px(14)
                anchors.right: counter.left
                anchors.rightMargin: Theme.px(8)
                height: parent.height
                text: row.where === "" ? row.agency : row.agency + "\n" + row.where
                opacity: 0.82
                font.pixelSize: Theme.px(25)
                wrapMode: Text.WordWrap
            }

            Line {
                id: counter

                anchors.right: parent.right
                anchors.rightMargin: others.margin
                width: row.counter.length > 3 ? Theme.px(150) : row.counter.length > 2 ? Theme.px(100) : Theme.px(66)
                height: parent.height
                text: row.counter
                color: Theme.call
                font.family: Theme.numbers
                font.weight: Font.Bold
                font.pixelSize: Theme.px(49)
                font.features: { "tnum": 1 }
                fontSizeMode: Text.HorizontalFit
                horizontalAlignment: Text.AlignRight
            }
        }
    }
}
