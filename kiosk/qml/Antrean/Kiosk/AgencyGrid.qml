// As many columns as the agencies need; tiles share the height, and scroll only where 20 mm each would not fit.
pragma ComponentBehavior: Bound
import QtQuick
import Antrean.Kiosk.Model
import Antrean.Theme

Flickable {
    id: grid

    required property KioskModel kiosk
    readonly property int cells: kiosk.agency_count + 1
    readonly property int columns: Theme.portrait ? (cells <= 5 ? 1 : 2) : cells <= 4 ? 2 : cells <= 9 ? 3 : 4
    readonly property int lines: Math.ceil(cells / columns)
    readonly property real gap: Math.max(Theme.px(12), Theme.mm(2.5))
    readonly property real cellWidth: Math.floor((width - gap * (columns - 1)) / columns)
    readonly property real cellHeight: Math.max(Theme.mm(20), Math.min(Theme.px(300), Math.floor((height - gap * (lines - 1)) / lines)))

    contentHeight: lines * cellHeight + (lines - 1) * gap
    interactive: contentHeight > height
    boundsBehavior: Flickable.StopAtBounds
    clip: interactive

    Grid {
        columns: grid.columns
        columnSpacing: grid.gap
        rowSpacing: grid.gap

        Repeater {
            model: grid.kiosk.agencies

            AgencyTile {
                width: grid.cellWidth
                height: grid.cellHeight
                onClicked: grid.kiosk.choose(code)
            }
        }

        DeskTile {
            kiosk: grid.kiosk
            width: grid.cellWidth
            height: grid.cellHeight
        }
    }
}
