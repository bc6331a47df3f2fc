// A drawing of assets/icons by its name, in any colour; the logo keeps its own with asDrawn.
import QtQuick
import Antrean.Theme

Image {
    id: icon

    required property string name
    property color color: Theme.ink
    property real size: Theme.px(32)
    property bool asDrawn: false

    width: size
    height: size
    source: name === "" ? "" : "image://icon/" + name + (asDrawn ? "" : "?color=" + encodeURIComponent(String(color)))
    sourceSize: Qt.size(Math.max(1, Math.round(width)), Math.max(1, Math.round(height)))
    fillMode: Image.PreserveAspectFit
    Accessible.ignored: true
}
