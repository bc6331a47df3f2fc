// What is out of the ordinary: one zone only, a demonstration, no sound.
import QtQuick
import Antrean.Board
import Antrean.Theme
import Antrean.Words

Row {
    id: signs

    required property HeaderModel props

    spacing: Theme.px(12)

    Pill {
        objectName: "zoneSign"
        visible: signs.props.zone !== ""
        text: signs.props.zone
    }

    Pill {
        objectName: "demoSign"
        visible: signs.props.demo
        text: Words.t["board.demo"]
        ink: Theme.callInk
        ground: Theme.call
    }

    Pill {
        objectName: "muteSign"
        visible: signs.props.mute
        icon: "speaker-off"
        text: Words.t["board.mute"]
        ink: Theme.call
    }
}
