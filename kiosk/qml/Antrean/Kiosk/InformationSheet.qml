// For those who do not know where to go.
import QtQuick
import QtQuick.Layouts
import Antrean.Controls
import Antrean.Kiosk.Model
import Antrean.Theme
import Antrean.Words

Sheet {
    id: sheet

    required property HomeModel home

    title: Words.t["kiosk.information.title"]
    closing: Words.t["kiosk.facilities.close"]

    ColumnLayout {
        anchors.centerIn: parent
        width: Math.min(parent.width, Theme.px(1200))
        spacing: Theme.px(32)

        Rectangle {
            Layout.preferredWidth: Theme.px(150)
            Layout.preferredHeight: Theme.px(150)
            Layout.alignment: Qt.AlignHCenter
            radius: width / 2
            color: Theme.accentSoft

            Icon {
                anchors.centerIn: parent
                name: "information"
                color: Theme.accent
                size: Theme.px(82)
            }
        }

        Prose {
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            visible: text !== ""
            text: sheet.home.information
            step: 3
            color: Theme.ink
            font.weight: Font.Bold
        }

        Prose {
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            text: Words.t["kiosk.information.body"]
            step: 2
        }

        ActionButton {
            objectName: "search-instead"
            Layout.alignment: Qt.AlignHCenter
            Layout.preferredHeight: Math.max(Theme.mm(20), Theme.px(100))
            text: Words.t["kiosk.information.search"]
            drawing: "search"
            ground: Theme.accent
            rim: "transparent"
            ink: "white"
            step: 1.8
            onClicked: sheet.flow.open_sheet("search")
        }
    }
}
