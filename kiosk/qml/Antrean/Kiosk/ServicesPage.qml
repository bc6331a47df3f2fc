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

        ColumnLayout {
            Layout.fillWidth: true
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
        anchors.verticalCenter: foot.top
        anchors.verticalCenterOffset: Theme.portrait || page.kiosk.easy ? -Theme.px(36) : Theme.px(46)
        anchors.horizontalCenter: parent.horizontalCenter
        visible: list.more
        text: Words.t["kiosk.services.more"]
    }
}
