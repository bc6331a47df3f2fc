// Every agency at one glance.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Antrean.Kiosk.Model
import Antrean.Theme

Item {
    id: page

    required property FrameModel frame
    required property HomeModel home
    required property KioskFlow flow
    readonly property bool low: frame.easy && Theme.portrait
    readonly property real margin: Theme.portrait ? Theme.px(40) : Theme.px(56)

    GridLayout {
        id: top

        visible: !page.low
        height: page.low ? 0 : implicitHeight

        anchors.top: parent.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: page.margin
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
                text: page.home.title
                step: 4
                font.weight: Font.ExtraBold
                font.letterSpacing: -1.2 * Theme.scale
            }

            Line {
                Layout.fillWidth: true
                text: page.home.subtitle
                step: 1
                color: Theme.ink2
            }
        }

        SearchField {
            Layout.preferredWidth: Theme.px(640)
            Layout.fillWidth: Theme.portrait
            invitation: page.home.search_invitation
            onClicked: page.flow.open_sheet("search")
        }
    }

    AgencyGrid {
        anchors.top: top.bottom
        anchors.bottom: bar.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: page.margin
        anchors.rightMargin: page.margin
        anchors.topMargin: Theme.px(22)
        anchors.bottomMargin: Theme.px(22)
        frame: page.frame
        home: page.home
        flow: page.flow
    }

    PriorityBar {
        id: bar

        anchors.bottom: parent.bottom
        width: parent.width
        frame: page.frame
        flow: page.flow
    }
}
