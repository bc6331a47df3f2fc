// A button with words and perhaps a drawing before them.
import QtQuick
import QtQuick.Layouts
import Antrean.Controls
import Antrean.Theme

Touchable {
    id: button

    property string drawing: ""
    property color ink: Theme.ink
    property real step: 1
    property bool quiet: false

    contentItem: Item {
        implicitWidth: row.implicitWidth
        implicitHeight: row.implicitHeight

        RowLayout {
            id: row

            anchors.centerIn: parent
            width: Math.min(implicitWidth, parent.width)
            spacing: Theme.space(1.5)

            Icon {
                Layout.preferredWidth: size
                Layout.preferredHeight: size
                visible: button.drawing !== ""
                name: button.drawing
                color: button.ink
                size: Math.round(Theme.size(button.step) * 1.3)
            }

            Line {
                Layout.fillWidth: true
                horizontalAlignment: Text.AlignHCenter
                spoken: false
                text: button.text
                visible: text !== ""
                step: button.step
                color: button.ink
                font.weight: button.quiet ? Font.DemiBold : Font.Bold
            }
        }
    }
}
