// The signs that the field may have. A code has none that look alike: no I, L, O, 0, 1.
pragma ComponentBehavior: Bound
import QtQuick
import Antrean.Pairing.Model
import Antrean.Theme
import Antrean.Words

Column {
    id: keys

    required property PairingModel pairing
    property real keyHeight: Theme.px(72)
    readonly property real gap: Theme.px(10)
    readonly property real keyWidth: Math.floor((width - 9 * gap) / 10)
    readonly property var rows: pairing.field === "code" ? ["23456789", "qwertyup", "asdfghjk", "zxcvbnm"] : ["1234567890", "qwertyuiop", "asdfghjkl-", "zxcvbnm.:/"]

    spacing: gap

    Repeater {
        model: keys.rows

        Row {
            id: line

            required property string modelData

            anchors.horizontalCenter: parent?.horizontalCenter
            spacing: keys.gap

            Repeater {
                model: line.modelData.split("")

                Key {
                    required property string modelData

                    objectName: "key-" + modelData
                    width: keys.keyWidth
                    height: keys.keyHeight
                    number: true
                    step: 1.6
                    text: keys.pairing.field === "code" ? modelData.toUpperCase() : modelData
                    onClicked: keys.pairing.type_key(modelData)
                }
            }
        }
    }

    Row {
        width: parent.width
        spacing: keys.gap

        Key {
            objectName: "key-clear"
            width: Math.floor((parent.width - keys.gap) / 2)
            height: keys.keyHeight
            text: Words.t["pairing.key.clear"]
            onClicked: keys.pairing.clear()
        }

        Key {
            objectName: "key-erase"
            width: Math.floor((parent.width - keys.gap) / 2)
            height: keys.keyHeight
            drawing: "back"
            text: Words.t["pairing.key.erase"]
            onClicked: keys.pairing.erase()
        }
    }
}
