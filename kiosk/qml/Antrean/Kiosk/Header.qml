// Whose hall this is, the language, and the hub's time.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Antrean.Kiosk.Model
import Antrean.Theme
import Antrean.Words

Rectangle {
    id: header

    required property FrameModel frame
    required property KioskFlow flow

    implicitHeight: Math.max(Theme.px(120), Theme.mm(20) + Theme.space(3))
    color: Theme.card

    readonly property bool low: frame.easy && Theme.portrait
    readonly property bool narrow: Theme.portrait && !low

    component Demonstration: Rectangle {
        Layout.preferredHeight: Theme.px(48)
        Layout.preferredWidth: badge.implicitWidth + Theme.space(4)
        radius: height / 2
        color: Theme.call

        Line {
            id: badge

            objectName: "demonstration"
            anchors.centerIn: parent
            text: Words.t["kiosk.header.demonstration"]
            color: Theme.callInk
            font.weight: Font.Bold
        }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        visible: !header.low
        height: Theme.hairline
        color: Theme.line
    }

    TextMetrics {
        id: whole

        text: header.frame.hall
        font: hall.font
    }

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.portrait ? Theme.px(40) : Theme.px(56)
        anchors.rightMargin: anchors.leftMargin
        spacing: Theme.px(28)

        Emblem {
            visible: !header.low
            Layout.preferredWidth: implicitWidth
            Layout.preferredHeight: implicitHeight
            logo: header.frame.logo
            high: Theme.px(68)
            broad: Theme.portrait ? Theme.px(130) : Theme.px(220)
        }

        ColumnLayout {
            Layout.fillWidth: true
            visible: !header.low
            spacing: 0

            Line {
                id: hall

                // Two lines where one would have to be very small.
                readonly property bool lengthy: whole.advanceWidth * 0.8 > width
                readonly property real lines: header.height - Theme.px(16) - (sign.visible ? sign.height : 0)

                objectName: "hall"
                Layout.fillWidth: true
                Layout.preferredHeight: lengthy ? Math.min(lines, Theme.px(76)) : implicitHeight
                heading: true
                text: header.frame.hall
                step: 2
                font.weight: Font.ExtraBold
                font.letterSpacing: -0.4 * Theme.scale
                fontSizeMode: lengthy ? Text.Fit : Text.HorizontalFit
                minimumPixelSize: Math.round(font.pixelSize * (lengthy ? 0.4 : 0.6))
                wrapMode: lengthy ? Text.Wrap : Text.NoWrap
                maximumLineCount: lengthy ? 3 : 1
            }

            Line {
                Layout.fillWidth: true
                visible: text !== "" && !hall.lengthy && !(header.narrow && header.frame.demonstration)
                text: header.frame.kind
                color: Theme.ink2
                mayElide: true
            }

            Demonstration {
                id: sign

                visible: header.frame.demonstration && header.narrow
            }
        }

        Demonstration {
            visible: header.frame.demonstration && !header.narrow
        }

        ActionButton {
            objectName: "easy"
            Layout.preferredWidth: Theme.portrait && !header.frame.easy ? Theme.mm(20) : implicitWidth
            leftPadding: Theme.portrait && !header.frame.easy ? 0 : Theme.space(3)
            rightPadding: leftPadding
            visible: header.frame.clock !== ""
            text: header.frame.easy ? Words.t["kiosk.header.ordinary"] : Theme.portrait ? "" : Words.t["kiosk.header.easy"]
            drawing: "accessibility"
            ground: header.frame.easy ? Theme.ink : Theme.paper
            ink: header.frame.easy ? "white" : Theme.ink
            spoken: Words.t[header.frame.easy ? "kiosk.header.ordinary" : "kiosk.header.easy"]
            onClicked: header.flow.toggle_easy()
        }

        LanguageSwitch {
            frame: header.frame
            flow: header.flow
            visible: header.frame.languages.length > 1
        }

        Item {
            Layout.fillWidth: true
            visible: header.low
        }

        ColumnLayout {
            Layout.fillWidth: false
            Layout.preferredWidth: header.low && !header.frame.demonstration ? Theme.px(330) : Theme.portrait ? Theme.px(190) : Theme.px(230)
            visible: header.frame.clock !== ""
            spacing: 0

            Text {
                Layout.fillWidth: true
                horizontalAlignment: Text.AlignRight
                text: header.frame.clock
                color: Theme.ink
                font.family: Theme.numbers
                font.pixelSize: Theme.size(3)
                font.weight: Font.Bold
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }

            Line {
                Layout.fillWidth: true
                horizontalAlignment: Text.AlignRight
                text: header.frame.day
                color: Theme.ink2
            }
        }
    }
}
