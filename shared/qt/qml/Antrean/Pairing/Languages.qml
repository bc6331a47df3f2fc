// Both languages side by side; the one that is spoken is dark.
pragma ComponentBehavior: Bound
import QtQuick
import Antrean.Pairing.Model
import Antrean.Theme

Row {
    id: languages

    required property PairingModel pairing

    spacing: Theme.px(8)

    Repeater {
        model: languages.pairing.languages

        Key {
            required property string modelData
            readonly property bool spoken: modelData === languages.pairing.lang

            objectName: "language-" + modelData
            width: Theme.px(84)
            height: Theme.px(64)
            text: modelData.toUpperCase()
            ground: spoken ? Theme.ink : Theme.card
            ink: spoken ? "white" : Theme.ink2
            onClicked: languages.pairing.speak(modelData)
        }
    }
}
