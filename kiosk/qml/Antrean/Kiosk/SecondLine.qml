// What stands below the name on a tile: whole as it is, if there is room for its lines, else smaller; cut off last of all.
import QtQuick
import Antrean.Theme

Line {
    id: second

    // Pixels of height that the tile has for it.
    required property real room
    readonly property real usual: Math.round(Theme.size(-0.5) * grow)
    readonly property real smaller: Math.min(usual, Math.round(Theme.size(-1) * Math.min(1, grow)))
    // What stays free above and below: on a small screen letters that can be read come first.
    readonly property real air: Theme.px(Theme.scale < 0.8 ? 5 : 11)
    readonly property bool large: whole.lineCount <= rows(usual, room - air) && whole.contentWidth <= width
    // Its lines take all the room: the tile's others had better move together.
    readonly property bool crowded: lineCount > 1 && (!large || Theme.scale < 0.8)
    // Of a line to its letters, as the typeface has it, and with several lines closer together.
    readonly property real high: 1.26
    readonly property real tight: 0.92

    // Lines that there is room for in letters of so many pixels.
    function rows(letters: real, height: real): int {
        return Math.max(1, Math.min(3, Math.floor(height / (letters * high * tight))));
    }

    font.pixelSize: large ? usual : smaller
    fontSizeMode: Text.FixedSize
    wrapMode: maximumLineCount > 1 ? Text.WordWrap : Text.NoWrap
    maximumLineCount: rows(font.pixelSize, room)
    lineHeight: tight
    color: Theme.ink2
    mayElide: true

    Text {
        id: whole

        visible: false
        width: second.width
        text: second.text
        font.family: second.font.family
        font.pixelSize: second.usual
        wrapMode: Text.WordWrap
        textFormat: Text.PlainText
    }
}
