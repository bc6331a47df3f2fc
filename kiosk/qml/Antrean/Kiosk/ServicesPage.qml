// What an agency does, what to bring for it, how long one waits, and one touch to take the number.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Antrean.Kiosk.Model
import Antrean.Theme
import Antrean.Words

Item {
    id: page

    required property FrameModel frame
    required property ServicesModel services
    required property IdleModel idle
    required property KioskFlow flow
    readonly property real margin: Theme.portrait ? Theme.px(40) : Theme.px(56)
    // The banner above says the agency's names and counters then.
    readonly property bool low: frame.easy && Theme.portrait
    readonly property bool crowdedFoot: Theme.portrait || frame.easy

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
            onClicked: page.flow.back()
        }

        LetterTile {
            letter: page.services.letter
            tint: page.services.tint
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
                text: page.services.brief
                step: Theme.portrait ? 3 : 4
                font.weight: Font.ExtraBold
                font.letterSpacing: -0.8 * Theme.scale
            }

            Prose {
                Layout.fillWidth: true
                text: [page.services.name === page.services.brief ? "" : page.services.name, page.services.line].filter(part => part !== "").join(" · ")
                visible: text !== ""
                step: 0.6
                lineHeight: 1.05
            }
        }

        PriorityMark {
            visible: page.frame.priority
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
        flow: page.flow
        services: page.services.services
        count: page.services.services_count
    }

    IdleFoot {
        id: foot

        anchors.bottom: parent.bottom
        width: parent.width
        frame: page.frame
        idle: page.idle
    }

    SlideHint {
        id: hint

        y: page.crowdedFoot ? foot.y - height - Theme.px(10) : foot.y + Math.round((foot.height - height) / 2)
        anchors.horizontalCenter: parent.horizontalCenter
        visible: list.more
        text: Words.t["kiosk.services.more"]
    }
}
