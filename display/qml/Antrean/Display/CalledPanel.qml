// The call: the number, where to go, and for what. Pulses three times for every call and repeat, then stands still.
import QtQuick
import Antrean.Board
import Antrean.Theme
import Antrean.Words

Item {
    id: panel

    required property BoardModel board
    required property CallModel props
    readonly property bool calling: props.calling
    readonly property int call: props.call
    readonly property bool pulsing: pulse.running
    readonly property int pulseSteps: 6
    // From 0 (still) to 1 (brightest and largest). Animated by every frame, but drawn only where it reaches another
    // step: without a GPU each step draws the whole panel, which costs ten times as much as a frame of the ticker.
    property real pulseProgress: 0
    readonly property real pulseLevel: Math.round(pulseProgress * pulseSteps) / pulseSteps
    readonly property bool upright: Theme.portrait
    readonly property real counterWidth: upright ? width : Math.round(width * 0.265)
    readonly property real counterHeight: upright ? Math.round(height * 0.34) : height
    readonly property real margin: Theme.px(36)

    objectName: "calledPanel"
    Accessible.role: Accessible.StaticText
    Accessible.name: props.number + " " + Words.t["board.call.counter"] + " " + props.counter + " " + props.where

    function attend() {
        pulse.stop();
        pulseProgress = 0;
        if (calling && !Theme.reduceMotion)
            pulse.start();
    }

    onCallChanged: attend()
    onCallingChanged: attend()
    Component.onCompleted: attend()

    Rectangle {
        id: ground

        width: panel.upright ? panel.width : panel.width - panel.counterWidth
        height: panel.upright ? panel.height - panel.counterHeight : panel.height
        color: panel.calling ? Theme.call : Theme.night2

        Rectangle {
            id: glow

            anchors.fill: parent
            color: Theme.card
            opacity: 0.42 * panel.pulseLevel
        }

        Caption {
            id: heading

            x: panel.margin
            y: Theme.px(30)
            width: parent.width - 2 * panel.margin
            size: Theme.px(36)
            first: panel.calling ? Words.t["board.call.number"] : Words.t["board.call.last"]
            second: panel.board.second[panel.calling ? "board.call.number" : "board.call.last"] ?? ""
            color: panel.calling ? Theme.callInk : Theme.snow
        }

        Line {
            id: number

            objectName: "calledNumber"
            anchors.top: heading.bottom
            anchors.bottom: purpose.top
            x: panel.margin
            width: parent.width - 2 * panel.margin
            text: panel.props.number
            color: panel.calling ? Theme.callInk : Theme.snow
            font.family: Theme.numbers
            font.weight: Font.ExtraBold
            font.pixelSize: Theme.px(300)
            font.letterSpacing: -Theme.px(5)
            font.features: { "tnum": 1 }
            fontSizeMode: Text.HorizontalFit
            transformOrigin: Item.Left
            scale: 1 + 0.035 * panel.pulseLevel
        }

        Line {
            id: purpose

            objectName: "calledPurpose"
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.px(22)
            x: panel.margin
            width: parent.width - 2 * panel.margin
            height: Theme.px(86)
            text: panel.props.service === "" ? panel.props.agency : panel.props.agency + " · " + panel.props.service
            color: panel.calling ? Theme.callInk : Theme.snow
            font.pixelSize: Theme.px(40)
            font.weight: Font.Bold
            wrapMode: Text.WordWrap
            lineHeight: 1.02
            minimumPixelSize: Theme.px(24)
        }
    }

    Rectangle {
        id: side

        x: panel.upright ? 0 : ground.width
        y: panel.upright ? ground.height : 0
        width: panel.counterWidth
        height: panel.counterHeight
        color: panel.calling ? Theme.callInk : Theme.night3

        Caption {
            id: sideHeading

            x: panel.upright ? panel.margin : Theme.px(16)
            anchors.verticalCenter: panel.upright ? parent.verticalCenter : undefined
            anchors.verticalCenterOffset: place.visible ? -Theme.px(44) : 0
            y: Theme.px(30)
            width: panel.upright ? Math.round(parent.width * 0.42) : parent.width - 2 * x
            size: panel.upright ? Theme.px(64) : Theme.px(36)
            stacked: !panel.upright
            first: Words.t["board.call.counter"]
            second: panel.board.second["board.call.counter"] ?? ""
            color: Theme.call
        }

        Line {
            id: counter

            objectName: "calledCounter"
            x: panel.upright ? Math.round(parent.width * 0.45) : Theme.px(20)
            y: panel.upright ? 0 : number.y
            width: parent.width - x - (panel.upright ? panel.margin : text.length > 2 ? Theme.px(30) : Theme.px(20))
            height: panel.upright ? parent.height : number.height
            text: panel.props.counter
            color: Theme.call
            font.family: Theme.numbers
            font.weight: Font.ExtraBold
            font.pixelSize: Math.min(panel.upright ? Theme.px(264) : Theme.px(300), number.fontInfo.pixelSize)
            font.letterSpacing: -Theme.px(5)
            font.features: { "tnum": 1 }
            fontSizeMode: Text.HorizontalFit
            horizontalAlignment: panel.upright ? Text.AlignRight : Text.AlignHCenter
            scale: number.scale
        }

        Line {
            id: place

            objectName: "calledPlace"
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.px(22)
            visible: text !== ""
            x: panel.upright ? panel.margin : Theme.px(16)
            width: panel.upright ? Math.round(parent.width * 0.42) : parent.width - 2 * x
            height: Theme.px(86)
            text: panel.props.where
            color: Theme.call
            font.pixelSize: Theme.px(40)
            font.weight: Font.Bold
            wrapMode: Text.WordWrap
            lineHeight: 1.02
            minimumPixelSize: Theme.px(24)
            horizontalAlignment: panel.upright ? Text.AlignLeft : Text.AlignHCenter
        }
    }

    SequentialAnimation {
        id: pulse

        loops: 3

        NumberAnimation { target: panel; property: "pulseProgress"; to: 1; duration: 260; easing.type: Easing.OutQuad }
        NumberAnimation { target: panel; property: "pulseProgress"; to: 0; duration: 420; easing.type: Easing.InOutQuad }
        PauseAnimation { duration: 120 }
    }
}
