// What is out of the ordinary: one zone only, a demonstration, no sound.
import QtQuick
import Antrean.Board
import Antrean.Theme
import Antrean.Words

Row {
    id: signs

    required property BoardModel board

    spacing: Theme.px(12)

    Pill {
        objectName: "zoneSign"
        visible: signs.board.zone !== ""
        text: signs.board.zone
    }

    Pill {
        objectName: "demoSign"
        visible: signs.board.demo
        text: Words.t["board.demo"]
        ink: Theme.callInk
        ground: Theme.call
    }

    Pill {
        objectName: "muteSign"
        visible: signs.board.mute
        icon: "speaker-off"
        text: Words.t["board.mute"]
        ink: Theme.call
    }
}
