// What was typed so far; of a long one its end. At the right, whether there are more results below.
import QtQuick
import Antrean.Controls
import Antrean.Theme
import Antrean.Words

Rectangle {
    id: field

    required property string query
    required property string proposal
    required property bool more

    radius: Theme.radius
    color: Theme.card
    border.color: Theme.accent
    border.width: 2 * Theme.hairline

    Icon {
        id: glass

        anchors.left: parent.left
        anchors.leftMargin: Theme.px(28)
        anchors.verticalCenter: parent.verticalCenter
        name: "search"
        color: Theme.accent
        size: Theme.px(36)
    }

    Row {
        id: words

        anchors.left: glass.right
        anchors.leftMargin: Theme.px(20)
        anchors.right: hint.visible ? hint.left : parent.right
        anchors.rightMargin: Theme.px(20)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.px(3)

        Line {
            anchors.verticalCenter: parent.verticalCenter
            objectName: "query"
            width: Math.min(implicitWidth, words.width - cursor.width - words.spacing)
            visible: text !== ""
            text: field.query
            step: 2
            fontSizeMode: Text.FixedSize
            elide: Text.ElideLeft
            mayElide: true
            font.weight: Font.DemiBold
        }

        Rectangle {
            id: cursor

            anchors.verticalCenter: parent.verticalCenter
            width: Theme.px(3)
            height: Theme.px(42)
            color: Theme.accent
        }

        Line {
            anchors.verticalCenter: parent.verticalCenter
            width: words.width - cursor.width - words.spacing
            visible: field.query === ""
            spoken: false
            text: field.proposal
            step: 1
            color: Theme.ink2
        }
    }

    Line {
        id: hint

        objectName: "more"
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(28)
        anchors.verticalCenter: parent.verticalCenter
        visible: field.more
        text: Words.t["kiosk.services.more"]
        color: Theme.ink2
        font.weight: Font.DemiBold
    }
}
