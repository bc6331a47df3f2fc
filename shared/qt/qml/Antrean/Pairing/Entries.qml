// Address, code, keys, and the button that connects.
import QtQuick
import Antrean.Pairing.Model
import Antrean.Theme
import Antrean.Words

Column {
    id: entries

    required property PairingModel pairing

    spacing: Theme.px(20)

    Field {
        objectName: "address"
        width: parent.width
        name: Words.t["pairing.field.address"]
        typed: entries.pairing.address
        active: entries.pairing.field === "address"
        onChosen: entries.pairing.choose("address")
    }

    Field {
        objectName: "code"
        width: parent.width
        name: Words.t["pairing.field.code"]
        typed: entries.pairing.code
        hint: "ABCD-2345"
        large: true
        active: entries.pairing.field === "code"
        onChosen: entries.pairing.choose("code")
    }

    KeyRows {
        width: parent.width
        keyHeight: Theme.portrait ? Theme.px(88) : Theme.px(72)
        pairing: entries.pairing
    }

    Row {
        width: parent.width
        spacing: Theme.px(16)

        Key {
            objectName: "distrust"
            width: Math.floor((parent.width - parent.spacing) * 0.36)
            height: Theme.px(96)
            visible: entries.pairing.fingerprint !== ""
            text: Words.t["pairing.key.distrust"]
            step: 1.4
            onClicked: entries.pairing.distrust()
        }

        Key {
            objectName: entries.pairing.fingerprint !== "" ? "trust" : "submit"
            width: entries.pairing.fingerprint !== "" ? Math.floor((parent.width - parent.spacing) * 0.64) : parent.width
            height: Theme.px(96)
            enabled: !entries.pairing.busy && !entries.pairing.done
            text: entries.pairing.done ? Words.t["pairing.done.title"] : entries.pairing.busy ? Words.t["pairing.key.busy"] : entries.pairing.fingerprint !== "" ? Words.t["pairing.key.trust"] : Words.t["pairing.key.submit"]
            step: 1.8
            ground: Theme.accent
            ink: "white"
            onClicked: {
                if (entries.pairing.fingerprint !== "")
                    entries.pairing.trust();
                else
                    entries.pairing.submit();
            }
        }
    }
}
