// The foot of a page on which somebody chooses: how long it waits, and who helps.
import QtQuick
import QtQuick.Layouts
import Antrean.Kiosk.Model
import Antrean.Theme
import Antrean.Words

Item {
    id: foot

    required property FrameModel frame
    required property IdleModel idle

    implicitHeight: Theme.px(92)

    Rectangle {
        width: parent.width
        height: Theme.hairline
        color: Theme.line
    }

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.portrait ? Theme.px(40) : Theme.px(56)
        anchors.rightMargin: anchors.leftMargin
        spacing: Theme.px(20)

        Line {
            Layout.maximumWidth: Theme.px(560)
            text: Words.t["kiosk.idle.note"]
            step: Theme.portrait ? -0.2 : 0.4
            color: Theme.ink2
        }

        IdleBar {
            Layout.preferredWidth: Theme.portrait ? Theme.px(120) : Theme.px(260)
            patience: foot.idle.remaining
        }

        Item {
            Layout.fillWidth: true
        }

        Line {
            Layout.maximumWidth: Theme.px(760)
            visible: !(foot.frame.easy && Theme.portrait)
            text: Words.t["kiosk.idle.help"]
            step: Theme.portrait ? -0.2 : 0.4
            color: Theme.ink2
        }
    }
}
