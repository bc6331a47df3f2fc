// One piece of text that never leaves its box: it gets smaller before it breaks off.
import QtQuick
import Antrean.Theme

Text {
    color: Theme.snow
    font.family: Theme.words
    font.weight: Font.Medium
    textFormat: Text.PlainText
    fontSizeMode: Text.Fit
    minimumPixelSize: Theme.px(12)
    verticalAlignment: Text.AlignVCenter
}
