// One line of words that shrinks a little rather than leave its box; only what mayElide is ever cut off.
import QtQuick
import Antrean.Theme

Text {
    id: line

    property real step: 0
    property real grow: 1
    property bool mayElide: false
    // Whether a screen reader is given it by itself; not so what a control's own name already says.
    property bool spoken: true
    property bool heading: false

    font.family: Theme.words
    font.pixelSize: Math.round(Theme.size(step) * grow)
    font.features: ({ "tnum": 1 })
    fontSizeMode: Text.HorizontalFit
    minimumPixelSize: Math.round(font.pixelSize * 0.6)
    color: Theme.ink
    elide: mayElide ? Text.ElideRight : Text.ElideNone
    maximumLineCount: 1
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
    Accessible.role: heading ? Accessible.Heading : Accessible.StaticText
    Accessible.name: textFormat === Text.StyledText ? text.replace(/<[^>]*>/g, "") : text
    Accessible.ignored: !spoken || text === ""
}
