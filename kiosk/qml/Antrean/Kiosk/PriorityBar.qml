// The foot of the home page: priority for those who have a right to it, and where things are in the hall.
import QtQuick
import QtQuick.Layouts
import Antrean.Kiosk.Model
import Antrean.Theme
import Antrean.Words

Rectangle {
    id: bar

    required property FrameModel frame
    required property KioskFlow flow

    implicitHeight: Theme.mm(20) + Theme.space(5)
    color: frame.priority ? Theme.callInk : Theme.ink

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.portrait ? Theme.px(40) : Theme.px(56)
        anchors.rightMargin: anchors.leftMargin
        spacing: Theme.px(28)

        ActionButton {
            objectName: "priority"
            text: bar.frame.priority ? Words.t["kiosk.priority.chosen"] : Words.t["kiosk.priority.button"]
            spoken: text + ". " + Words.t[bar.frame.priority ? "kiosk.priority.on" : "kiosk.priority.who"]
            drawing: bar.frame.priority ? "check" : "priority"
            ground: Theme.call
            rim: bar.frame.priority ? "white" : "transparent"
            ink: Theme.callInk
            step: 1
            onClicked: bar.flow.toggle_priority()
        }

        Prose {
            Layout.fillWidth: true
            visible: !(bar.frame.easy && Theme.portrait)
            text: bar.frame.priority ? Words.t["kiosk.priority.on"] : Words.t["kiosk.priority.who"]
            step: Theme.portrait ? 0 : 0.5
            color: bar.frame.priority ? Theme.call : "#E3E9EE"
            font.weight: bar.frame.priority ? Font.DemiBold : Font.Normal
            verticalAlignment: Text.AlignVCenter
        }

        // The search's own place is above, out of reach in easy mode.
        ActionButton {
            objectName: "search-low"
            Layout.fillWidth: true
            visible: bar.frame.easy && Theme.portrait
            text: Words.t["kiosk.search.title"]
            drawing: "search"
            ground: "transparent"
            rim: "#6B7C8B"
            ink: "white"
            step: 0.5
            onClicked: bar.flow.open_sheet("search")
        }

        ActionButton {
            objectName: "facilities"
            text: Words.t["kiosk.home.facilities"]
            drawing: "place"
            ground: "transparent"
            rim: "#6B7C8B"
            ink: "white"
            step: 0.5
            onClicked: bar.flow.open_sheet("facilities")
        }
    }
}
