// Words that wrap, and shrink a little where even that is not enough.
import QtQuick
import Antrean.Theme

Text {
    property real step: 1
    property real grow: 1
    property bool mayElide: false
    property bool heading: false

    font.family: Theme.words
    font.pixelSize: Math.round(Theme.size(step) * grow)
    font.features: ({ "tnum": 1 })
    color: Theme.ink2
    wrapMode: Text.Wrap
    elide: mayElide ? Text.ElideRight : Text.ElideNone
    lineHeight: 1.15
    textFormat: Text.PlainText
    Accessible.role: heading ? Accessible.Heading : Accessible.StaticText
    Accessible.name: text
    Accessible.ignored: text === ""
}
