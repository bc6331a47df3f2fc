// What is wrong and what to do, what to compare, or that it is done; else how a code is come by.
pragma ComponentBehavior: Bound
import QtQuick
import Antrean.Controls
import Antrean.Pairing.Model
import Antrean.Theme
import Antrean.Words

Item {
    id: advice

    required property PairingModel pairing
    readonly property bool comparing: pairing.fingerprint !== ""
    readonly property bool wrong: pairing.trouble !== "" && !comparing

    implicitHeight: content.implicitHeight

    Column {
        id: steps

        width: parent.width
        spacing: Theme.px(26)
        visible: advice.pairing.trouble === "" && !advice.pairing.done

        Repeater {
            model: ["first", "second", "third"]

            Row {
                id: step

                required property int index
                required property string modelData

                width: steps.width
                spacing: Theme.px(22)

                Rectangle {
                    width: Theme.px(52)
                    height: width
                    radius: width / 2
                    color: Theme.accentSoft

                    Text {
                        anchors.centerIn: parent
                        text: step.index + 1
                        color: Theme.accent
                        font.family: Theme.numbers
                        font.pixelSize: Theme.size(1.2)
                        font.weight: Font.ExtraBold
                    }
                }

                Said {
                    width: parent.width - Theme.px(74)
                    topPadding: Theme.px(8)
                    fontSizeMode: Text.FixedSize
                    step: 1.3
                    text: Words.t["pairing.steps." + step.modelData]
                }
            }
        }
    }

    Rectangle {
        id: card

        width: parent.width
        height: content.implicitHeight + 2 * Theme.px(32)
        visible: advice.pairing.trouble !== "" || advice.pairing.done
        radius: Theme.radius
        color: advice.wrong ? "#F7E4E2" : Theme.accentSoft

        Column {
            id: content

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.margins: Theme.px(32)
            spacing: Theme.px(16)

            Icon {
                name: advice.wrong ? "warning" : advice.comparing ? "lock" : "check"
                color: advice.wrong ? Theme.danger : Theme.accent
                size: Theme.px(52)
            }

            Said {
                objectName: "trouble"
                width: parent.width
                wrapMode: Text.Wrap // an address or a folder may be longer than a line
                heading: true
                fontSizeMode: Text.FixedSize
                text: advice.pairing.done ? Words.t["pairing.done.title"] : advice.pairing.trouble
                step: 2
                color: Theme.ink
                font.weight: Font.ExtraBold
            }

            Text {
                objectName: "fingerprint"
                width: parent.width
                visible: advice.comparing
                // In lines of eight pairs, so that two people can read it to each other.
                text: (advice.pairing.fingerprint.match(/.{1,24}/g) ?? []).join("\n")
                textFormat: Text.PlainText
                fontSizeMode: Text.HorizontalFit
                color: Theme.ink
                font.family: Theme.numbers
                font.pixelSize: Theme.size(1)
                font.weight: Font.Bold
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }

            Said {
                objectName: "advice"
                width: parent.width
                wrapMode: Text.Wrap // an address or a folder may be longer than a line
                fontSizeMode: Text.FixedSize
                text: advice.pairing.done ? Words.t["pairing.done.do"] : advice.pairing.advice
                step: 1
                color: Theme.ink2
            }
        }
    }
}
