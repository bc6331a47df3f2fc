// Search over all services, with our own keyboard: a touchscreen has none. The field stands in the title's place, so that
// results have room above the keys.
pragma ComponentBehavior: Bound
import QtQuick
import Antrean.Kiosk.Model
import Antrean.Theme
import Antrean.Words

Sheet {
    id: sheet

    required property SearchModel search

    closing: Words.t["kiosk.search.close"]
    lead: QueryField {
        anchors.fill: parent
        query: sheet.search.query
        proposal: sheet.search.hint
        more: results.more && !(Theme.portrait && sheet.frame.easy)
    }

    Prose {
        anchors.top: parent.top
        anchors.topMargin: Theme.px(20)
        width: parent.width
        visible: sheet.search.query !== "" && sheet.search.found_count === 0
        text: Words.t["kiosk.search.found_none"]
        step: 1.6
        color: Theme.ink
    }

    ServiceList {
        id: results

        anchors.top: parent.top
        anchors.bottom: keys.top
        anchors.bottomMargin: Theme.px(16)
        width: parent.width
        flow: sheet.flow
        services: sheet.search.found
        count: sheet.search.found_count
    }

    Keyboard {
        id: keys

        anchors.bottom: parent.bottom
        width: parent.width
        onTyped: character => sheet.flow.type_key(character)
        onErased: sheet.flow.erase()
        onCleared: sheet.flow.clear()
    }
}
