// Where each agency is now. All agencies on one page while they can be read; else pages that turn.
pragma ComponentBehavior: Bound

import QtQuick
import Antrean.Board
import Antrean.Theme
import Antrean.Words

Rectangle {
    id: grid

    required property BoardModel board
    required property ServingModel props
    readonly property real heading: Theme.px(46)
    readonly property int count: cells.count
    readonly property int widest: Theme.portrait && count > 3 ? 2 : 3
    readonly property int columns: count === 4 ? 2 : Math.max(1, Math.min(widest, count))
    readonly property int mostRows: Math.max(1, Math.floor((height - heading) / Theme.px(43)))
    readonly property int rows: Math.max(1, Math.min(mostRows, Math.ceil(count / columns)))
    readonly property int perPage: rows * columns
    readonly property int pages: Math.max(1, Math.ceil(count / perPage))
    readonly property real cellWidth: width / columns
    readonly property real cellHeight: (height - heading) / rows
    readonly property bool roomy: cellHeight >= Theme.px(112)
    property int page: 0

    objectName: "servingGrid"
    color: Theme.night
    clip: true

    onPagesChanged: page = 0

    Timer {
        interval: grid.board.page_time
        repeat: true
        running: grid.pages > 1
        onTriggered: grid.page = (grid.page + 1) % grid.pages
    }

    Caption {
        x: Theme.px(28)
        y: Theme.px(9)
        width: parent.width - 2 * x - pageNumber.width
        size: Theme.px(23)
        first: Words.t["board.serving.title"]
        second: grid.board.second["board.serving.title"] ?? ""
        opacity: 0.85
    }

    Line {
        id: pageNumber

        anchors.right: parent.right
        anchors.rightMargin: Theme.px(28)
        height: grid.heading
        visible: grid.pages > 1
        text: (grid.page + 1) + "/" + grid.pages
        font.family: Theme.numbers
        font.pixelSize: Theme.px(24)
        fontSizeMode: Text.FixedSize
    }

    Repeater {
        id: cells

        model: grid.props.serving

        Item {
            id: cell

            required property int index
            required property string letter
            required property string colour
            required property string name
            required property string label
            required property string counter
            required property string where
            required property string status
            required property bool current
            readonly property int place: index - grid.page * grid.perPage

            visible: place >= 0 && place < grid.perPage
            x: Math.round(Math.floor(place / grid.rows) * grid.cellWidth)
            y: Math.round(grid.heading + (place % grid.rows) * grid.cellHeight)
            width: Math.ceil(grid.cellWidth)
            height: Math.ceil(grid.cellHeight)

            Rectangle {
                width: parent.width
                height: Theme.hairline
                color: Theme.night3
            }

            Rectangle {
                visible: cell.x > 0
                width: Theme.hairline
                height: parent.height
                color: Theme.night3
            }

            Loader {
                anchors.fill: parent
                sourceComponent: grid.roomy ? card : row
            }

            Component {
                id: row

                AgencyRow {
                    letter: cell.letter
                    colour: cell.colour
                    name: cell.name
                    label: cell.label
                    status: cell.status
                    current: cell.current
                }
            }

            Component {
                id: card

                AgencyCard {
                    letter: cell.letter
                    colour: cell.colour
                    name: cell.name
                    label: cell.label
                    counter: cell.counter
                    where: cell.where
                    status: cell.status
                    current: cell.current
                }
            }
        }
    }
}
