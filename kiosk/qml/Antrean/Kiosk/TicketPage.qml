// The number, what happens next, and the paper as it comes out.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Antrean.Kiosk.Model
import Antrean.Theme
import Antrean.Words

Rectangle {
    id: page

    required property FrameModel frame
    required property TicketModel ticket
    required property IdleModel idle
    required property KioskFlow flow
    readonly property real margin: Theme.portrait ? Theme.px(64) : Theme.px(120)
    // Its button stays in reach, whatever the number's length.
    readonly property bool low: frame.easy && Theme.portrait
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
                visible: page.ticket.priority
            }
        }

        Text {
            objectName: "label"
            Layout.fillWidth: true
            Layout.preferredHeight: page.low ? Theme.px(430) : implicitHeight
            Layout.topMargin: page.low ? -Theme.px(50) : -Math.round(contentHeight * 0.12)
            Layout.bottomMargin: Layout.topMargin
            Accessible.role: Accessible.Heading
            Accessible.name: page.ticket.spoken_number
            text: page.ticket.label
            color: "white"
            font.family: Theme.numbers
            font.pixelSize: page.frame.easy && !Theme.portrait ? Theme.px(220) : Theme.px(320)
            font.weight: Font.ExtraBold
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.px(120)
            verticalAlignment: Text.AlignVCenter
        }

        Prose {
            Layout.fillWidth: true
            text: page.ticket.service + " · " + page.ticket.agency
            step: 2
            color: "white"
            font.weight: Font.Bold
        }

        Prose {
            Layout.fillWidth: true
            text: (page.ticket.printing ? Words.t["kiosk.ticket.printing"] : page.ticket.noted ? Words.t["kiosk.ticket.noted"] : Words.t["kiosk.ticket.take_paper"]) + "\n" + Words.t[page.ticket.offline ? "kiosk.ticket.reserve" : "kiosk.ticket.called"]
            step: Theme.portrait ? 1.6 : 2
            lineHeight: 1.25
            color: "white"
        }

        Flow {
            Layout.fillWidth: true
            Layout.topMargin: Theme.px(16)
            spacing: Theme.px(20)

            Fact {
                visible: !page.ticket.offline
                figure: page.ticket.ahead
                meaning: Words.t["kiosk.ticket.ahead"]
            }

            Fact {
                visible: !page.ticket.offline && page.ticket.minutes !== ""
                figure: page.ticket.minutes
                meaning: Words.t["kiosk.ticket.minutes"]
            }

            Fact {
                visible: page.ticket.counters !== ""
                figure: page.ticket.counters
                meaning: page.ticket.called_to
                spoken: page.ticket.spoken_counters
            }
        }

        RowLayout {
            Layout.topMargin: Theme.px(16)
            spacing: Theme.px(24)
            opacity: page.ticket.printing ? 0 : 1

            ActionButton {
                objectName: "home"
                enabled: !page.ticket.printing
                text: Words.t["kiosk.ticket.done"]
                drawing: "check"
                ground: "white"
                rim: "transparent"
                ink: Theme.accent
                step: 1.5
                onClicked: page.flow.go_home()
            }

            IdleBar {
                Layout.preferredWidth: Theme.px(220)
                patience: page.idle.remaining
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
        ticket: page.ticket
    }

    Rectangle {
        anchors.horizontalCenter: slip.horizontalCenter
        anchors.verticalCenter: Theme.portrait ? undefined : parent.verticalCenter
        anchors.top: Theme.portrait ? words.bottom : undefined
        anchors.topMargin: Theme.px(72)
        width: code.width + Theme.space(8)
        height: code.height + Theme.space(8)
        visible: page.ticket.qr !== ""
        radius: Theme.radius
        color: Theme.card

        CodeCard {
            id: code

            anchors.centerIn: parent
            code: page.ticket.qr
            most: Theme.px(460)
        }
    }
}
