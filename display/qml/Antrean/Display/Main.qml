// The board's window: one page or the other, over the whole screen.
pragma ComponentBehavior: Bound

import QtQuick
import Antrean.Board
import Antrean.Theme
import Antrean.Words

Window {
    id: window

    required property BoardModel board
    required property bool reduceMotion

    title: Words.t["board.window"]
    color: Theme.night
    width: 1920
    height: 1080

    onWidthChanged: Theme.fit(width, height)
    onHeightChanged: Theme.fit(width, height)

    Binding {
        target: Theme
        property: "accent"
        value: window.board.accent
        when: window.board.accent !== ""
    }

    Binding {
        target: Theme
        property: "reduceMotion"
        value: window.reduceMotion
    }

    Loader {
        objectName: "page"
        anchors.fill: parent
        sourceComponent: window.board.page === "board" ? hall : waiting
    }

    Component {
        id: hall

        HallPage {
            board: window.board
        }
    }

    Component {
        id: waiting

        WaitingPage {
            board: window.board
        }
    }
}
