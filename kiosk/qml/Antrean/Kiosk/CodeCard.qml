// The QR of the number's own page, for a visitor who has no paper to scan.
import QtQuick
import Antrean.Theme
import Antrean.Words

Column {
    id: card

    required property string code
    required property real most
    property color ink: Theme.ink
    // Whole pixels for each module: a phone does not read a code that is blurred or uneven.
    readonly property int module: Math.max(1, Math.floor(most / Math.max(1, picture.implicitWidth)))

    objectName: "code"
    visible: code !== ""
    spacing: Theme.px(8)

    Image {
        id: picture

        anchors.horizontalCenter: parent.horizontalCenter
        width: implicitWidth * card.module
        height: width
        source: card.code
        smooth: false
        cache: false
        Accessible.role: Accessible.Graphic
        Accessible.name: Words.t["kiosk.ticket.scan"]
    }

    Prose {
        width: card.most
        anchors.horizontalCenter: parent.horizontalCenter
        horizontalAlignment: Text.AlignHCenter
        text: Words.t["kiosk.ticket.scan"]
        step: 0.6
        color: card.ink
        Accessible.ignored: true
    }
}
