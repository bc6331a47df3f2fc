// The board's window: one page or the other, over the whole screen.
pragma ComponentBehavior: Bound

import QtQuick
import Antrean.Board
import Antrean.Theme
import Antrean.Words

Window {
    id: window

    required property BoardModel board
    required property HeaderModel headerProps
    required property CallModel callProps
    required property IdlePanelModel idleProps
    required property OtherCallsModel otherCallsProps
    required property ServingModel servingProps
    required property InfoModel infoProps
    required property TickerModel tickerProps
    required property WaitingModel waitingProps
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
            headerProps: window.headerProps
            callProps: window.callProps
            idleProps: window.idleProps
            otherCallsProps: window.otherCallsProps
            servingProps: window.servingProps
            infoProps: window.infoProps
            tickerProps: window.tickerProps
        }
    }

    Component {
        id: waiting

        WaitingPage {
            board: window.board
            props: window.waitingProps
        }
    }
}
