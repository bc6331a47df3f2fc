// What stands over a part of the board, with the second language small beside it.
import QtQuick
import Antrean.Theme

Item {
    id: caption

    required property string first
    required property string second
    property color color: Theme.snow
    property real size: Theme.px(26)
    property bool stacked: false

    implicitHeight: stacked && second !== "" ? Math.round(size * 2.2) : Math.round(size * 1.4)

    Line {
        id: firstLine

        width: caption.stacked ? caption.width : Math.min(implicitWidth, caption.width)
        height: Math.round(caption.size * 1.4)
        text: caption.first
        color: caption.color
        font.pixelSize: caption.size
        font.weight: Font.ExtraBold
        font.capitalization: Font.AllUppercase
        font.letterSpacing: caption.size * 0.03
        fontSizeMode: Text.HorizontalFit
        horizontalAlignment: caption.stacked ? Text.AlignHCenter : Text.AlignLeft
    }

    Line {
        x: caption.stacked ? 0 : firstLine.width + Math.round(caption.size * 0.5)
        y: caption.stacked ? firstLine.height : Math.round(caption.size * 0.08)
        width: caption.width - x
        height: caption.stacked ? Math.round(caption.size * 0.8) : firstLine.height
        visible: text !== "" && width > implicitWidth * 0.6
        text: caption.second
        color: caption.color
        opacity: 0.8
        font.pixelSize: Math.round(caption.size * 0.72)
        horizontalAlignment: caption.stacked ? Text.AlignHCenter : Text.AlignLeft
    }
}
