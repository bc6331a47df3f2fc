// The site's languages side by side; the one that is spoken is dark.
pragma ComponentBehavior: Bound
import QtQuick
import Antrean.Kiosk.Model
import Antrean.Theme
import Antrean.Words

Rectangle {
    id: languages

    required property FrameModel frame
    required property KioskFlow flow

    implicitWidth: row.implicitWidth + 2 * Theme.hairline
    implicitHeight: Theme.mm(20) + 2 * Theme.hairline
    radius: Theme.radius
    color: Theme.card

    Row {
        id: row

        anchors.centerIn: parent
        height: parent.height - 2 * Theme.hairline

        Repeater {
            model: languages.frame.languages

            Touchable {
                id: language

                required property string modelData
                readonly property bool chosen: modelData === languages.frame.lang

                objectName: "language-" + modelData
                width: Theme.mm(20)
                height: row.height
                text: modelData.toUpperCase()
                spoken: (Words.t["kiosk.told.language_" + modelData] ?? Words.t["language." + modelData] ?? text) + (chosen ? ", " + Words.t["kiosk.told.chosen"] : "")
                ground: chosen ? Theme.ink : Theme.card
                rim: "transparent"
                leftPadding: 0
                rightPadding: 0
                onClicked: languages.flow.speak(modelData)

                contentItem: Line {
                    horizontalAlignment: Text.AlignHCenter
                    spoken: false
                    text: language.text
                    step: 1
                    color: language.chosen ? "white" : Theme.ink2
                    font.weight: Font.Bold
                }
            }
        }
    }

    // Above the languages, whose edges would cover a part of it.
    Rectangle {
        anchors.fill: parent
        radius: languages.radius
        color: "transparent"
        border.color: Theme.line
        border.width: Theme.hairline
    }
}
