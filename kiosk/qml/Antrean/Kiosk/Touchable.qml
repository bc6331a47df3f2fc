// Something to touch: at least 20 mm high, answers at once by shrinking a little on a darker ground.
// Its text is ours, never a name of the site's: Qt makes a key of it, Alt and the sign after an ampersand.
import QtQuick
import QtQuick.Templates as T
import Antrean.Theme

T.AbstractButton {
    id: touchable

    property color ground: Theme.card
    property color rim: Theme.line
    property real corner: Theme.radius
    // The whole choice, for a screen reader; its own words unless more has to be said.
    property string spoken: text

    implicitWidth: Math.max(Theme.mm(20), implicitContentWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(Theme.mm(20), implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Theme.space(3)
    rightPadding: Theme.space(3)
    topPadding: Theme.space(1)
    bottomPadding: Theme.space(1)
    focusPolicy: Qt.NoFocus
    scale: down ? Theme.pressScale : 1
    Accessible.role: Accessible.Button
    Accessible.name: spoken
    Accessible.onPressAction: {
        if (enabled)
            clicked();
    }

    Behavior on scale {
        NumberAnimation {
            duration: Theme.press
        }
    }

    background: Rectangle {
        radius: touchable.corner
        color: touchable.down ? Theme.pressed(touchable.ground) : touchable.ground
        border.color: touchable.rim
        border.width: touchable.rim.a > 0 ? Theme.hairline : 0
    }
}
