// The number, what happens next, and the paper as it comes out.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Antrean.Kiosk.Model
import Antrean.Theme
import Antrean.Words

Rectangle {
    id: page

    required property KioskModel kiosk
    readonly property real margin: Theme.portrait ? Theme.px(64) : Theme.px(120)
    // Its button stays in reach, whatever the number's length.
    readonly property bool low: kiosk.easy && Theme.portrait
    readonly property color soft: Qt.rgba(1, 1, 1, 0.16)

    objectName: "ticket"
    color: Theme.accent

    ColumnLayout {
        id: words

        anchors.left: parent.left
        anchors.leftMargin: page.margin
        anchors.right: Theme.portrait ? parent.right : slip.left
        anchors.rightMargin: Theme.portrait ? page.margin : Theme.px(72)
        anchors.top: Theme.portrait ? parent.top : undefined
        anchors.topMargin: Theme.px(56)
        anchors.verticalCenter: Theme.portrait ? undefined : parent.verticalCenter
        spacing: Theme.px(20)

        RowLayout {
            spacing: Theme.px(24)

            Line {
                spoken: false
                text: Words.t["kiosk.ticket.title"]
                step: 3
                color: "white"
                font.weight: Font.DemiBold
            }

            PriorityMark {
                visible: page.kiosk.priority_number
            }
        }

        Text {
            objectName: "label"
            Layout.fillWidth: true
            Layout.preferredHeight: page.low ? Theme.px(430) : implicitHeight
            Layout.topMargin: page.low ? -Theme.px(50) : -Math.round(contentHeight * 0.12)
            Layout.bottomMargin: Layout.topMargin
            Accessible.role: Accessible.Heading
            Accessible.name: page.kiosk.told_number
            text: page.kiosk.label
            color: "white"
            font.family: Theme.numbers
            font.pixelSize: page.kiosk.easy && !Theme.portrait ? Theme.px(220) : Theme.px(320)
            font.weight: Font.ExtraBold
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.px(120)
            verticalAlignment: Text.AlignVCenter
        }

        Prose {
            Layout.fillWidth: true
            text: page.kiosk.service + " · " + page.kiosk.agency
            step: 2
            color: "white"
            font.weight: Font.Bold
        }

        Prose {
            Layout.fillWidth: true
            text: (page.kiosk.printing ? Words.t["kiosk.ticket.printing"] : page.kiosk.noted_number ? Words.t["kiosk.ticket.noted"] : Words.t["kiosk.ticket.take_paper"]) + "\n" + Words.t[page.kiosk.reserve_number ? "kiosk.ticket.reserve" : "kiosk.ticket.called"]
            step: Theme.portrait ? 1.6 : 2
            lineHeight: 1.25
            color: "white"
        }

        Flow {
            Layout.fillWidth: true
            Layout.topMargin: Theme.px(16)
            spacing: Theme.px(20)

            Fact {
                visible: !page.kiosk.reserve_number
                figure: page.kiosk.ahead
                meaning: Words.t["kiosk.ticket.ahead"]
            }

            Fact {
                visible: !page.kiosk.reserve_number && page.kiosk.minutes !== ""
                figure: page.kiosk.minutes
                meaning: Words.t["kiosk.ticket.minutes"]
            }

            Fact {
                visible: page.kiosk.counters !== ""
                figure: page.kiosk.counters
                meaning: page.kiosk.called_to
                spoken: page.kiosk.told_counters
            }
        }

        RowLayout {
            Layout.topMargin: Theme.px(16)
            spacing: Theme.px(24)
            opacity: page.kiosk.printing ? 0 : 1

            ActionButton {
                objectName: "home"
                enabled: !page.kiosk.printing
                text: Words.t["kiosk.ticket.done"]
                drawing: "check"
                ground: "white"
                rim: "transparent"
                ink: Theme.accent
                step: 1.5
                onClicked: page.kiosk.go_home()
            }

            IdleBar {
                Layout.preferredWidth: Theme.px(220)
                patience: page.kiosk.patience
                color: page.soft
                fill: "white"
            }
        }
    }

    PaperSlip {
        id: slip

        anchors.right: parent.right
        anchors.rightMargin: Theme.portrait ? (parent.width - width) / 2 : page.margin
        anchors.top: Theme.portrait ? words.bottom : parent.top
        anchors.topMargin: Theme.portrait ? Theme.px(40) : 0
        anchors.bottom: parent.bottom
        width: Theme.portrait ? Theme.px(560) : Theme.px(620)
        kiosk: page.kiosk
    }

    Rectangle {
        anchors.horizontalCenter: slip.horizontalCenter
        anchors.verticalCenter: Theme.portrait ? undefined : parent.verticalCenter
        anchors.top: Theme.portrait ? words.bottom : undefined
        anchors.topMargin: Theme.px(72)
        width: code.width + Theme.space(8)
        height: code.height + Theme.space(8)
        visible: page.kiosk.number_code !== ""
        radius: Theme.radius
        color: Theme.card

        CodeCard {
            id: code

            anchors.centerIn: parent
            code: page.kiosk.number_code
            most: Theme.px(460)
        }
    }
}
