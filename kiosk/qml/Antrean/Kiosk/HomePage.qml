// Every agency at one glance.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Antrean.Kiosk.Model
import Antrean.Theme

Item {
    id: home

    required property KioskModel kiosk
    readonly property bool low: kiosk.easy && Theme.portrait
    readonly property real margin: Theme.portrait ? Theme.px(40) : Theme.px(56)

    GridLayout {
        id: top

        visible: !home.low
        height: home.low ? 0 : implicitHeight

        anchors.top: parent.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: home.margin
        anchors.topMargin: Theme.px(30)
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.space(4)
        rowSpacing: Theme.space(2)

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.px(4)

            Line {
                Layout.fillWidth: true
                heading: true
                text: home.kiosk.home_title
                step: 4
                font.weight: Font.ExtraBold
                font.letterSpacing: -1.2 * Theme.scale
            }

            Line {
                Layout.fillWidth: true
                text: home.kiosk.home_subtitle
                step: 1
                color: Theme.ink2
            }
        }

        SearchField {
            Layout.preferredWidth: Theme.px(640)
            Layout.fillWidth: Theme.portrait
            invitation: home.kiosk.search_invitation
            onClicked: home.kiosk.open_sheet("search")
        }
    }

    AgencyGrid {
        anchors.top: top.bottom
        anchors.bottom: bar.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: home.margin
        anchors.rightMargin: home.margin
        anchors.topMargin: Theme.px(22)
        anchors.bottomMargin: Theme.px(22)
        kiosk: home.kiosk
    }

    PriorityBar {
        id: bar

        anchors.bottom: parent.bottom
        width: parent.width
        kiosk: home.kiosk
    }
}
