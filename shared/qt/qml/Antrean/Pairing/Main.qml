// A kiosk or a board that is not paired: whose address and code are asked for, how to come by them, and what is wrong.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Window
import Antrean.Controls
import Antrean.Pairing.Model
import Antrean.Theme
import Antrean.Words

Window {
    id: window

    required property PairingModel pairing
    required property real pixelsPerMm
    required property bool reduceMotion

    readonly property real edge: Theme.px(72)
    readonly property real usable: Math.min(width - 2 * edge, Theme.portrait ? Theme.px(1080) : Theme.px(1776))

    title: "Antrean"
    color: Theme.paper
    width: 1920
    height: 1080
    onWidthChanged: Theme.fit(width, height)
    onHeightChanged: Theme.fit(width, height)

    Binding {
        target: Theme
        property: "pixelsPerMm"
        value: window.pixelsPerMm
    }

    Binding {
        target: Theme
        property: "reduceMotion"
        value: window.reduceMotion
    }

    Item {
        id: top

        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.px(48)
        width: window.usable
        height: Theme.px(72)

        Icon {
            id: logo

            anchors.verticalCenter: parent.verticalCenter
            name: "logo"
            asDrawn: true
            size: Theme.px(64)
        }

        Text {
            anchors.left: logo.right
            anchors.leftMargin: Theme.px(20)
            anchors.verticalCenter: parent.verticalCenter
            text: "Antrean"
            color: Theme.ink
            font.family: Theme.words
            font.pixelSize: Theme.size(2)
            font.weight: Font.ExtraBold
        }

        Key {
            objectName: "leave"
            anchors.right: languages.left
            anchors.rightMargin: Theme.px(24)
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.px(220)
            height: Theme.px(64)
            visible: window.pairing.may_leave
            drawing: "back"
            text: Words.t["pairing.key.leave"]
            onClicked: window.pairing.leave()
        }

        Languages {
            id: languages

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            pairing: window.pairing
        }
    }

    Item {
        id: about

        anchors.left: top.left
        anchors.top: top.bottom
        anchors.topMargin: Theme.portrait ? Theme.px(56) : Theme.px(64)
        width: Theme.portrait ? top.width : Math.round(top.width * 0.44)
        height: Theme.portrait ? Theme.px(660) : parent.height - y - Theme.px(40)

        Said {
            id: title

            objectName: "title"
            width: parent.width
            heading: true
            fontSizeMode: Text.FixedSize
            text: Words.t["pairing.title." + window.pairing.role]
            step: Theme.portrait ? 4.4 : 3.9
            lineHeight: 1.05
            color: Theme.ink
            font.weight: Font.ExtraBold
            font.letterSpacing: -0.8 * Theme.scale
        }

        Advice {
            anchors.top: title.bottom
            anchors.topMargin: Theme.px(48)
            width: parent.width
            pairing: window.pairing
        }
    }

    Entries {
        x: Theme.portrait ? top.x : top.x + top.width - width
        y: Theme.portrait ? about.y + about.height + Theme.px(24) : top.y + top.height + Theme.px(40)
        width: Theme.portrait ? top.width : Math.round(top.width * 0.5)
        objectName: "entries"
        enabled: !window.pairing.busy && !window.pairing.done
        pairing: window.pairing
    }
}
