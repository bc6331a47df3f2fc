// The hub is away: said calmly, and that numbers are given all the same.
import QtQuick
import QtQuick.Layouts
import Antrean.Controls
import Antrean.Theme
import Antrean.Words

Rectangle {
    id: banner


    objectName: "reserve-banner"
    implicitHeight: row.implicitHeight + Theme.space(4)
    color: Theme.accentSoft

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.portrait ? Theme.px(40) : Theme.px(56)
        anchors.rightMargin: anchors.leftMargin
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.px(20)

        Icon {
            Layout.preferredWidth: size
            Layout.preferredHeight: size
            name: "offline"
            color: Theme.accent
            size: Theme.px(40)
        }

        Prose {
            Layout.fillWidth: true
            text: Words.t["kiosk.offline.banner"]
            step: 1
            color: Theme.ink
            font.weight: Font.DemiBold
        }
    }
}
