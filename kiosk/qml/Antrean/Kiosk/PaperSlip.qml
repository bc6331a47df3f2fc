// The paper as it comes out: drawn from the same bytes that the printer got. It slides down out of the upper edge.
import QtQuick
import Antrean.Kiosk.Model
import Antrean.Theme

Item {
    id: slip

    required property TicketModel ticket
    readonly property bool out: ticket.paper !== "" && !ticket.printing
    readonly property real aspect: picture.implicitHeight > 0 ? picture.implicitWidth / picture.implicitHeight : 0.5
    readonly property real paperHeight: Math.min(height - Theme.px(72), width / aspect)

    clip: true

    Item {
        id: paper

        property real y0: slip.out ? (slip.height - height) / 2 : -height - Theme.px(40)

        objectName: "paper"
        anchors.horizontalCenter: parent.horizontalCenter
        y: y0
        width: Math.round(slip.paperHeight * slip.aspect)
        height: slip.paperHeight
        rotation: Theme.reduceMotion ? 0 : 1.6
        visible: slip.ticket.paper !== ""

        Behavior on y0 {
            enabled: slip.out && !Theme.reduceMotion

            NumberAnimation {
                duration: 900
                easing.type: Easing.OutCubic
            }
        }

        Repeater {
            model: 4

            Rectangle {
                required property int index

                anchors.fill: parent
                anchors.margins: -Theme.px(6) * (index + 1)
                anchors.topMargin: Theme.px(14) - Theme.px(6) * index
                anchors.bottomMargin: -Theme.px(22) - Theme.px(6) * index
                radius: Theme.px(10) + Theme.px(6) * index
                color: Qt.rgba(0, 0, 0, 0.05)
            }
        }

        Rectangle {
            anchors.fill: parent
            radius: Theme.px(8)
            color: "white"
        }

        Image {
            id: picture

            anchors.fill: parent
            anchors.margins: Theme.px(12)
            source: slip.ticket.paper
            cache: false
            fillMode: Image.PreserveAspectFit
            smooth: true
            mipmap: true
        }
    }
}
