// Where things are in the hall.
pragma ComponentBehavior: Bound
import QtQuick
import Antrean.Kiosk.Model
import Antrean.Theme
import Antrean.Words

Sheet {
    id: sheet

    required property FacilitiesModel facilities

    title: Words.t["kiosk.facilities.title"]
    closing: Words.t["kiosk.facilities.close"]

    Prose {
        width: parent.width
        visible: sheet.facilities.facilities_count === 0
        text: Words.t["kiosk.facilities.none"]
        step: 2
    }

    Flickable {
        id: view

        anchors.fill: parent
        contentHeight: grid.height
        interactive: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds
        clip: interactive

        Grid {
            id: grid

            columns: Theme.portrait ? 1 : 3
            columnSpacing: Theme.px(20)
            rowSpacing: Theme.px(20)

            Repeater {
                model: sheet.facilities.facilities

                FacilityTile {
                    width: Math.floor((view.width - (grid.columns - 1) * grid.columnSpacing) / grid.columns)
                }
            }
        }
    }
}
