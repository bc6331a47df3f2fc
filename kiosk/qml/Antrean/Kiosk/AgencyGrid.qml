// As many columns as the agencies need; tiles share the height, and scroll only where 20 mm each would not fit.
pragma ComponentBehavior: Bound
import QtQuick
import Antrean.Kiosk.Model
import Antrean.Theme
import Antrean.Words

Item {
    id: grid

    required property KioskModel kiosk
    readonly property int cells: kiosk.agency_count + 1
    readonly property int columns: kiosk.easy ? (Theme.portrait ? 1 : 2) : Theme.portrait ? (cells <= 5 ? 1 : 2) : cells <= 4 ? 2 : cells <= 9 ? 3 : 4
    readonly property int lines: Math.ceil(cells / columns)
    readonly property real gap: Math.max(Theme.px(12), Theme.mm(2.5))
    readonly property real least: Math.max(Theme.mm(20), kiosk.easy ? Theme.px(140) : 0)
    readonly property bool slides: lines * least + (lines - 1) * gap > height
    readonly property real cellWidth: Math.floor((width - (slides ? Theme.px(26) : 0) - gap * (columns - 1)) / columns)
    readonly property real cellHeight: slides ? least : Math.min(Theme.px(300), Math.floor((height - gap * (lines - 1)) / lines))

    Flickable {
        id: view

        // The hint has a place of its own: it would hide an agency.
        anchors.fill: parent
        anchors.bottomMargin: grid.slides ? hint.height + grid.gap : 0
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

    SlideBar {
        anchors.right: parent.right
        height: view.height
        view: view
    }

    SlideHint {
        id: hint

        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        visible: view.interactive && view.contentY < Theme.px(24)
        text: Words.t["kiosk.services.more"]
    }
}
