// Whose hall this is, the language, and the hub's time.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Antrean.Kiosk.Model
import Antrean.Theme
import Antrean.Words

Rectangle {
    id: header

    required property KioskModel kiosk

    implicitHeight: Math.max(Theme.px(120), Theme.mm(20) + Theme.space(3))
    color: Theme.card

    readonly property bool low: kiosk.easy && Theme.portrait
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

        text: header.kiosk.hall
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
            logo: header.kiosk.logo
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
                text: header.kiosk.hall
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
                visible: text !== "" && !hall.lengthy && !(header.narrow && header.kiosk.demonstration)
                text: header.kiosk.kind
                color: Theme.ink2
                mayElide: true
            }

            Demonstration {
                id: sign

                visible: header.kiosk.demonstration && header.narrow
            }
        }

        Demonstration {
            visible: header.kiosk.demonstration && !header.narrow
        }

        ActionButton {
            objectName: "easy"
            Layout.preferredWidth: Theme.portrait && !header.kiosk.easy ? Theme.mm(20) : implicitWidth
            leftPadding: Theme.portrait && !header.kiosk.easy ? 0 : Theme.space(3)
            rightPadding: leftPadding
            visible: header.kiosk.clock !== ""
            text: header.kiosk.easy ? Words.t["kiosk.header.ordinary"] : Theme.portrait ? "" : Words.t["kiosk.header.easy"]
            drawing: "accessibility"
            ground: header.kiosk.easy ? Theme.ink : Theme.paper
            ink: header.kiosk.easy ? "white" : Theme.ink
            spoken: Words.t[header.kiosk.easy ? "kiosk.header.ordinary" : "kiosk.header.easy"]
            onClicked: header.kiosk.toggle_easy()
        }

        LanguageSwitch {
            kiosk: header.kiosk
            visible: header.kiosk.languages.length > 1
        }

        Item {
            Layout.fillWidth: true
            visible: header.low
        }

        ColumnLayout {
            Layout.fillWidth: false
            Layout.preferredWidth: header.low && !header.kiosk.demonstration ? Theme.px(330) : Theme.portrait ? Theme.px(190) : Theme.px(230)
            visible: header.kiosk.clock !== ""
            spacing: 0

            Text {
                Layout.fillWidth: true
                horizontalAlignment: Text.AlignRight
                text: header.kiosk.clock
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
                text: header.kiosk.day
                color: Theme.ink2
            }
        }
    }
}
