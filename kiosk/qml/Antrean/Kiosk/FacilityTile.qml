// One facility and where it is.
import QtQuick
import QtQuick.Layouts
import Antrean.Controls
import Antrean.Theme

Rectangle {
    id: tile

    required property string name
    required property string where
    property string drawing: "place"

    height: Math.max(Theme.px(150), row.implicitHeight + Theme.space(5))
    radius: Theme.radius
    color: Theme.card
    border.color: Theme.line
    border.width: Theme.hairline

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.px(28)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.px(24)

        Rectangle {
            Layout.preferredWidth: Theme.px(76)
            Layout.preferredHeight: Theme.px(76)
            radius: Theme.px(18)
            color: Theme.accentSoft

            Icon {
                anchors.centerIn: parent
                name: tile.drawing
                color: Theme.accent
                size: Theme.px(44)
            }
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.px(4)

            Prose {
                Layout.fillWidth: true
                text: tile.name
                step: 1.5
                color: Theme.ink
                font.weight: Font.Bold
            }

            Prose {
                Layout.fillWidth: true
                visible: text !== ""
                text: tile.where
                step: 0.6
            }
        }
    }
}
