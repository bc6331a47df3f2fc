// What lies over the page, below the header: a title or what stands in its place, a way to close it, and its content.
import QtQuick
import QtQuick.Layouts
import Antrean.Kiosk.Model
import Antrean.Theme

Rectangle {
    id: sheet

    required property FrameModel frame
    required property KioskFlow flow
    property string title: ""
    required property string closing
    property alias lead: lead.data
    default property alias content: body.data
    readonly property real margin: Theme.portrait ? Theme.px(40) : Theme.px(56)
    // The banner above says the title then.
    readonly property bool low: frame.easy && Theme.portrait

    color: Theme.paper

    MouseArea {
        anchors.fill: parent
    }

    RowLayout {
        id: top

        anchors.top: parent.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: sheet.margin
        anchors.topMargin: Theme.px(28)
        spacing: Theme.px(28)

        Item {
            id: lead

            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: sheet.title === "" || sheet.low
        }

        Line {
            Layout.fillWidth: true
            visible: sheet.title !== "" && !sheet.low
            heading: true
            text: sheet.title
            step: 4
            font.weight: Font.ExtraBold
            font.letterSpacing: -0.8 * Theme.scale
        }

        ActionButton {
            objectName: "close"
            Layout.preferredHeight: Math.max(Theme.mm(20), Theme.px(96))
            text: sheet.closing
            drawing: "close"
            step: 1.5
            onClicked: sheet.flow.back()
        }
    }

    Item {
        id: body

        anchors.top: top.bottom
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: sheet.margin
        anchors.topMargin: Theme.px(20)
        anchors.bottomMargin: Theme.px(24)
    }
}
