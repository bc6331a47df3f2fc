// Looks like a field to type in; opens the search with its keyboard.
import QtQuick
import QtQuick.Layouts
import Antrean.Controls
import Antrean.Theme

Touchable {
    id: field

    required property string invitation

    objectName: "search"
    spoken: invitation

    contentItem: RowLayout {
        spacing: Theme.space(2)

        Icon {
            Layout.preferredWidth: size
            Layout.preferredHeight: size
            name: "search"
            color: Theme.ink2
            size: Theme.px(30)
        }

        Line {
            Layout.fillWidth: true
            spoken: false
            text: field.invitation
            step: 1
            color: Theme.ink2
        }
    }
}
