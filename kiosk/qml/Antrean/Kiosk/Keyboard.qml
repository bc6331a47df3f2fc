// Letters as both languages type them, and figures. Keys are 20 mm high where the screen allows, with gaps of 2.5 mm.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Antrean.Theme
import Antrean.Words

Column {
    id: keyboard

    signal typed(character: string)
    signal erased
    signal cleared

    property bool digits: false
    readonly property real gap: Math.max(Theme.px(8), Theme.mm(2.5))
    readonly property real keyWidth: Math.floor((width - 9 * gap) / 10)

    spacing: gap

    Repeater {
        model: [keyboard.digits ? "1234567890" : "qwertyuiop", "asdfghjkl", "zxcvbnm"]

        Row {
            id: line

            required property string modelData

            anchors.horizontalCenter: parent?.horizontalCenter
            spacing: keyboard.gap

            Repeater {
                model: line.modelData.split("")

                ActionButton {
                    required property string modelData

                    objectName: "key-" + modelData
                    width: keyboard.keyWidth
                    leftPadding: 0
                    rightPadding: 0
                    text: modelData.toUpperCase()
                    step: 2
                    onClicked: keyboard.typed(modelData)
                }
            }
        }
    }

    RowLayout {
        width: parent.width
        spacing: keyboard.gap

        ActionButton {
            objectName: "key-clear"
            Layout.preferredWidth: keyboard.keyWidth * 2.2
            text: Words.t["kiosk.search.clear"]
            step: 1
            onClicked: keyboard.cleared()
        }

        // Figures stand in the place of the first row: a row more would leave no room for what is found.
        ActionButton {
            objectName: "key-digits"
            Layout.preferredWidth: keyboard.keyWidth * 1.4
            leftPadding: 0
            rightPadding: 0
            text: keyboard.digits ? "ABC" : "123"
            step: 1
            onClicked: keyboard.digits = !keyboard.digits
        }

        ActionButton {
            objectName: "key-space"
            Layout.fillWidth: true
            text: Words.t["kiosk.search.space"]
            step: 1
            onClicked: keyboard.typed(" ")
        }

        ActionButton {
            objectName: "key-erase"
            Layout.preferredWidth: keyboard.keyWidth * 2.2
            text: Words.t["kiosk.search.erase"]
            drawing: "back"
            step: 1
            onClicked: keyboard.erased()
        }
    }
}
