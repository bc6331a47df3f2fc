// The foot of the home page: priority for those who have a right to it, and where things are in the hall.
import QtQuick
import QtQuick.Layouts
import Antrean.Kiosk.Model
import Antrean.Theme
import Antrean.Words

Rectangle {
    id: bar

    required property KioskModel kiosk

    implicitHeight: Theme.mm(20) + Theme.space(5)
    color: kiosk.priority ? Theme.callInk : Theme.ink

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.portrait ? Theme.px(40) : Theme.px(56)
        anchors.rightMargin: anchors.leftMargin
        spacing: Theme.px(28)

        ActionButton {
            objectName: "priority"
            text: bar.kiosk.priority ? Words.t["kiosk.priority.chosen"] : Words.t["kiosk.priority.button"]
            spoken: text + ". " + Words.t[bar.kiosk.priority ? "kiosk.priority.on" : "kiosk.priority.who"]
            drawing: bar.kiosk.priority ? "check" : "priority"
            ground: Theme.call
            rim: bar.kiosk.priority ? "white" : "transparent"
            ink: Theme.callInk
            step: 1
            onClicked: bar.kiosk.toggle_priority()
        }

        Prose {
            Layout.fillWidth: true
            visible: !(bar.kiosk.easy && Theme.portrait)
            text: bar.kiosk.priority ? Words.t["kiosk.priority.on"] : Words.t["kiosk.priority.who"]
            step: Theme.portrait ? 0 : 0.5
            color: bar.kiosk.priority ? Theme.call : "#E3E9EE"
            font.weight: bar.kiosk.priority ? Font.DemiBold : Font.Normal
            verticalAlignment: Text.AlignVCenter
        }

        // The search's own place is above, out of reach in easy mode.
        ActionButton {
            objectName: "search-low"
            Layout.fillWidth: true
            visible: bar.kiosk.easy && Theme.portrait
            text: Words.t["kiosk.search.title"]
            drawing: "search"
            ground: "transparent"
            rim: "#6B7C8B"
            ink: "white"
            step: 0.5
            onClicked: bar.kiosk.open_sheet("search")
        }

        ActionButton {
            objectName: "facilities"
            text: Words.t["kiosk.home.facilities"]
            drawing: "place"
            ground: "transparent"
            rim: "#6B7C8B"
            ink: "white"
            step: 0.5
            onClicked: bar.kiosk.open_sheet("facilities")
        }
    }
}
