// The board at work: where its parts stand, wide or upright.
pragma ComponentBehavior: Bound

import QtQuick
import Antrean.Board
import Antrean.Theme

Item {
    id: page

    required property BoardModel board
    required property HeaderModel headerProps
    required property CallModel callProps
    required property IdlePanelModel idleProps
    required property OtherCallsModel otherCallsProps
    required property ServingModel servingProps
    required property InfoModel infoProps
    required property TickerModel tickerProps
    readonly property bool upright: Theme.portrait
    readonly property real headerHeight: Theme.px(96) + header.strip
    readonly property real tickerHeight: Theme.px(84)
    readonly property real room: height - headerHeight - tickerHeight
    readonly property real callWidth: upright ? width : Math.round(width * 0.73)
    readonly property real callHeight: upright ? Math.round(Math.max(Theme.px(620), room * 0.36)) : Math.round(room * 0.545)
    readonly property int lines: Math.max(1, Math.ceil(grid.count / grid.columns))
    readonly property real gridHeight: upright ? Math.round(Math.min(room * 0.32, Theme.px(46) + lines * Theme.px(lines === 1 ? 260 : lines === 2 ? 190 : 120))) : room - callHeight
    readonly property real infoHeight: upright ? room - callHeight - gridHeight : Math.round(room * 0.4)

    objectName: "hallPage"

    Header {
        id: header

        width: parent.width
        height: page.headerHeight
        board: page.board
        props: page.headerProps
    }

    Loader {
        id: call

        y: page.headerHeight
        width: page.callWidth
        height: page.callHeight
        sourceComponent: page.board.panel === "idle" ? idle : called
    }

    Component {
        id: idle

        IdlePanel {
            board: page.board
            props: page.idleProps
        }
    }

    Component {
        id: called

        CalledPanel {
            board: page.board
            props: page.callProps
        }
    }

    ServingGrid {
        id: grid

        y: page.upright ? page.height - page.tickerHeight - page.gridHeight : page.headerHeight + page.callHeight
        width: page.callWidth
        height: page.gridHeight
        board: page.board
        props: page.servingProps
    }

    OtherCalls {
        x: page.upright ? 0 : page.callWidth
        y: page.upright ? page.headerHeight + page.callHeight : page.headerHeight
        width: page.upright ? Math.round(page.width * 0.54) : page.width - page.callWidth
        height: page.upright ? page.infoHeight : page.room - page.infoHeight
        board: page.board
        props: page.otherCallsProps
    }

    InfoPanel {
        x: page.upright ? Math.round(page.width * 0.54) : page.callWidth
        y: page.height - page.tickerHeight - page.infoHeight - (page.upright ? page.gridHeight : 0)
        width: page.width - x
        height: page.infoHeight
        board: page.board
        props: page.infoProps
    }

    Ticker {
        y: page.height - page.tickerHeight
        width: parent.width
        height: page.tickerHeight
        board: page.board
        props: page.tickerProps
    }
}
