// The hall's own logo; where there is none, or it cannot be shown, the public hall's emblem.
import QtQuick
import Antrean.Controls

Item {
    id: emblem

    required property string logo
    required property real high
    required property real broad
    readonly property bool own: picture.status === Image.Ready

    implicitWidth: own ? picture.implicitWidth : high
    implicitHeight: own ? picture.implicitHeight : high

    Image {
        id: picture

        objectName: "hall-logo"
        anchors.centerIn: parent
        visible: emblem.own
        source: emblem.logo
        sourceSize: Qt.size(emblem.broad, emblem.high)
        Accessible.ignored: true
    }

    Icon {
        anchors.centerIn: parent
        visible: !emblem.own
        name: "logo"
        asDrawn: true
        size: emblem.high
    }
}
