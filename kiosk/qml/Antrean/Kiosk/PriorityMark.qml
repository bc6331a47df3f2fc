// Says that a number has priority, or that the next one will.
import QtQuick
import Antrean.Theme
import Antrean.Words

Rectangle {
    objectName: "priority-mark"
    implicitWidth: words.implicitWidth + Theme.space(4)
    implicitHeight: Theme.px(52)
    radius: height / 2
    color: Theme.call

    Line {
        id: words

        anchors.centerIn: parent
        text: Words.t["kiosk.ticket.priority"]
        step: 0.6
        color: Theme.callInk
        font.weight: Font.Bold
    }
}
