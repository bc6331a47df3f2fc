// Search over all services, with our own keyboard: a touchscreen has none.
pragma ComponentBehavior: Bound
import QtQuick
import Antrean.Controls
import Antrean.Theme
import Antrean.Words

Sheet {
    id: sheet

    title: Words.t["kiosk.search.title"]
    closing: Words.t["kiosk.search.close"]

    Rectangle {
        id: field

        width: parent.width
        height: Theme.px(88)
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
            anchors.left: glass.right
            anchors.leftMargin: Theme.px(20)
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.px(3)

            Line {
                anchors.verticalCenter: parent.verticalCenter
                objectName: "query"
                visible: text !== ""
                text: sheet.kiosk.query
                step: 2
                font.weight: Font.DemiBold
            }

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.px(3)
                height: Theme.px(42)
                color: Theme.accent
            }

            Line {
                anchors.verticalCenter: parent.verticalCenter
                visible: sheet.kiosk.query === ""
                width: field.width - Theme.px(150)
                text: Words.t["kiosk.search.hint"]
                step: 1
                color: Theme.ink2
            }
        }
    }

    Prose {
        anchors.top: field.bottom
        anchors.topMargin: Theme.px(40)
        width: parent.width
        visible: sheet.kiosk.query !== "" && sheet.kiosk.found_count === 0
        text: Words.t["kiosk.search.found_none"]
        step: 1.6
        color: Theme.ink
    }

    ServiceList {
        anchors.top: field.bottom
        anchors.topMargin: Theme.px(20)
        anchors.bottom: keys.top
        anchors.bottomMargin: Theme.px(16)
        width: parent.width
        kiosk: sheet.kiosk
        services: sheet.kiosk.found
        count: sheet.kiosk.found_count
    }

    Keyboard {
        id: keys

        anchors.bottom: parent.bottom
        width: parent.width
        onTyped: character => sheet.kiosk.type_key(character)
        onErased: sheet.kiosk.erase()
        onCleared: sheet.kiosk.clear()
    }
}
