// What an agency does, what to bring for it, how long one waits, and one touch to take the number.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Antrean.Kiosk.Model
import Antrean.Theme
import Antrean.Words

Item {
    id: page

    required property KioskModel kiosk
    readonly property real margin: Theme.portrait ? Theme.px(40) : Theme.px(56)
    // The banner above says the agency's names and counters then.
    readonly property bool low: kiosk.easy && Theme.portrait
    readonly property bool crowdedFoot: Theme.portrait || kiosk.easy

    RowLayout {
        id: top

        anchors.top: parent.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: page.margin
        anchors.topMargin: Theme.px(22)
        spacing: Theme.px(28)

        ActionButton {
            objectName: "back"
            Layout.preferredHeight: Math.max(Theme.mm(20), Theme.px(96))
            text: Words.t["kiosk.services.back"]
            drawing: "back"
            step: 1.5
            onClicked: page.kiosk.back()
        }

        LetterTile {
            letter: page.kiosk.heading_letter
            tint: page.kiosk.heading_tint
            size: Theme.px(104)
        }

        Item {
            Layout.fillWidth: true
            visible: page.low
        }

        ColumnLayout {
            Layout.fillWidth: true
            visible: !page.low
            spacing: Theme.px(2)

            Line {
                Layout.fillWidth: true
                heading: true
                text: page.kiosk.heading_short
                step: Theme.portrait ? 3 : 4
                font.weight: Font.ExtraBold
                font.letterSpacing: -0.8 * Theme.scale
            }

            Prose {
                Layout.fillWidth: true
                text: [page.kiosk.heading_name === page.kiosk.heading_short ? "" : page.kiosk.heading_name, page.kiosk.heading_line].filter(part => part !== "").join(" · ")
                visible: text !== ""
                step: 0.6
                lineHeight: 1.05
            }
        }

        PriorityMark {
            visible: page.kiosk.priority
        }
    }

    ServiceList {
        id: list

        anchors.top: top.bottom
        anchors.bottom: foot.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: page.margin
        anchors.rightMargin: page.margin
        anchors.topMargin: Theme.px(20)
        // The hint has a place of its own: it would hide a service.
        below: page.crowdedFoot ? hint.height + Theme.px(20) : 0
        kiosk: page.kiosk
        services: page.kiosk.services
        count: page.kiosk.service_count
    }

    IdleFoot {
        id: foot

        anchors.bottom: parent.bottom
        width: parent.width
        kiosk: page.kiosk
    }

    SlideHint {
        id: hint

        y: page.crowdedFoot ? foot.y - height - Theme.px(10) : foot.y + Math.round((foot.height - height) / 2)
        anchors.horizontalCenter: parent.horizontalCenter
        visible: list.more
        text: Words.t["kiosk.services.more"]
    }
}
