// As many columns as the agencies need; tiles share the height, and scroll only where 20 mm each would not fit. Then they
// are high enough for their words, and who helps stays in sight below them.
pragma ComponentBehavior: Bound
import QtQuick
import Antrean.Kiosk.Model
import Antrean.Theme
import Antrean.Words

Item {
    id: grid

    required property FrameModel frame
    required property HomeModel home
    required property KioskFlow flow
    readonly property int cells: home.agencies_count + 1
    readonly property int columns: frame.easy ? (Theme.portrait ? 1 : 2) : Theme.portrait ? (cells <= 5 ? 1 : 2) : cells <= 4 ? 2 : cells <= 9 ? 3 : 4
    readonly property int lines: Math.ceil(cells / columns)
    readonly property real gap: Math.max(Theme.px(12), Theme.mm(2.5))
    readonly property real least: Math.max(Theme.mm(20), frame.easy ? Theme.px(140) : 0)
    readonly property bool slides: lines * least + (lines - 1) * gap > height
    readonly property real cellWidth: Math.floor((width - (slides ? Theme.px(26) : 0) - gap * (columns - 1)) / columns)
    readonly property real cellHeight: slides ? Math.max(least, Theme.px(118)) : Math.min(Theme.px(300), Math.floor((height - gap * (lines - 1)) / lines))

    Flickable {
        id: view

        // The hint has a place of its own: it would hide an agency.
        anchors.fill: parent
        anchors.bottomMargin: grid.slides ? Math.max(hint.height, grid.least) + grid.gap : 0
        contentHeight: tiles.height
        interactive: grid.slides
        boundsBehavior: Flickable.StopAtBounds
        clip: interactive

        Grid {
            id: tiles

            columns: grid.columns
            columnSpacing: grid.gap
            rowSpacing: grid.gap

            Repeater {
                model: grid.home.agencies

                AgencyTile {
                    width: grid.cellWidth
                    height: grid.cellHeight
                    onClicked: grid.flow.choose(code)
                }
            }

            DeskTile {
                visible: !grid.slides
                home: grid.home
                flow: grid.flow
                width: grid.cellWidth
                height: grid.cellHeight
            }
        }
    }

    SlideBar {
        anchors.right: parent.right
        height: view.height
        view: view
    }

    DeskTile {
        id: desk

        anchors.bottom: parent.bottom
        visible: grid.slides
        home: grid.home
        flow: grid.flow
        width: Math.min(grid.cellWidth, Math.round(grid.width * 0.52))
        height: grid.least
    }

    SlideHint {
        id: hint

        // In the middle, or beside the desk where that reaches so far.
        x: Math.max((grid.width - width) / 2, desk.width + grid.gap)
        anchors.verticalCenter: desk.verticalCenter
        visible: view.interactive && view.contentY < Theme.px(24)
        text: Words.t["kiosk.services.more"]
    }
}
