// Words that wrap at their ends, and get smaller rather than leave their box.
import QtQuick
import Antrean.Theme

Text {
    property real step: 1
    property bool heading: false

    font.family: Theme.words
    font.pixelSize: Theme.size(step)
    color: Theme.ink2
    wrapMode: Text.WordWrap
    fontSizeMode: Text.Fit
    minimumPixelSize: Math.round(font.pixelSize * 0.6)
    lineHeight: 1.12
    textFormat: Text.PlainText
    Accessible.role: heading ? Accessible.Heading : Accessible.StaticText
    Accessible.name: text
    Accessible.ignored: text === ""
}
