// No hub yet: the board says what it waits for, and that nobody has to do anything.
pragma ComponentBehavior: Bound

import QtQuick
import Antrean.Board
import Antrean.Controls
import Antrean.Theme
import Antrean.Words

Rectangle {
    id: page

    required property BoardModel board
    required property WaitingModel props
    readonly property string sign: ({ refused: "lock", untrusted: "lock", no_zone: "warning" })[board.page] ?? "logo"
    readonly property string about: "board." + (board.page === "board" ? "waiting" : board.page)

    objectName: "waitingPage"
    color: Theme.night

    Line {
        objectName: "clock"
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.px(40)
        height: Theme.px(72)
        text: page.props.clock
        opacity: 0.8
        font.family: Theme.numbers
        font.weight: Font.ExtraBold
        font.pixelSize: Theme.px(58)
        font.features: { "tnum": 1 }
        fontSizeMode: Text.FixedSize
    }

    Column {
        anchors.centerIn: parent
        width: parent.width - Theme.px(160)
        spacing: Theme.px(28)

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: page.sign
            asDrawn: page.sign === "logo"
            color: Theme.call
            size: Theme.px(168)
        }

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.px(18)

            Repeater {
                model: 3

                Rectangle {
                    id: dot

                    required property int index

                    width: Theme.px(16)
                    height: width
                    radius: width / 2
                    color: Theme.call
                    opacity: beat.at === index || Theme.reduceMotion ? 1 : 0.3
                }
            }
        }

        Line {
            objectName: "waitingTitle"
            width: parent.width
            height: Theme.px(100)
            text: Words.t[page.about + ".title"]
            font.pixelSize: Theme.px(72)
            font.weight: Font.ExtraBold
            horizontalAlignment: Text.AlignHCenter
        }

        Line {
            objectName: "waitingText"
            width: parent.width
            height: Theme.px(96)
            text: Words.t[page.about + ".text"]
            opacity: 0.85
            font.pixelSize: Theme.px(36)
            wrapMode: Text.WordWrap
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignTop
        }

        Line {
            width: parent.width
            height: Theme.px(40)
            text: page.board.second[page.about + ".title"] ?? ""
            opacity: 0.7
            font.pixelSize: Theme.px(28)
            horizontalAlignment: Text.AlignHCenter
        }
    }

    Column {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.px(40)
        width: parent.width - Theme.px(160)
        spacing: Theme.px(6)

        Line {
            objectName: "technician"
            width: parent.width
            height: Theme.px(40)
            text: page.props.technician
            opacity: 0.85
            font.pixelSize: Theme.px(26)
            horizontalAlignment: Text.AlignHCenter
        }

        Line {
            width: parent.width
            height: Theme.px(34)
            text: page.props.technician_second
            opacity: 0.7
            font.pixelSize: Theme.px(22)
            horizontalAlignment: Text.AlignHCenter
        }
    }

    // For the staff: by a mouse, or a key that no scanner sends.
    Rectangle {
        objectName: "staff"
        anchors.left: parent.left
        anchors.top: parent.top
        anchors.margins: Theme.px(40)
        width: staff.width + Theme.px(40)
        height: Theme.px(64)
        visible: page.props.closed
        radius: height / 2
        color: touch.pressed ? Theme.night3 : Theme.night2
        Accessible.role: Accessible.Button
        Accessible.name: staff.text
        Accessible.onPressAction: page.board.attend()

        Line {
            id: staff

            anchors.centerIn: parent
            height: Theme.px(40)
            text: Words.t["board.staff.again"]
            opacity: 0.8
            font.pixelSize: Theme.px(24)
            fontSizeMode: Text.FixedSize
        }

        MouseArea {
            id: touch

            anchors.fill: parent
            onClicked: page.board.attend()
        }
    }

    Shortcut {
        sequence: "F2"
        enabled: page.props.closed
        onActivated: page.board.attend()
    }

    Timer {
        id: beat

        property int at: 0

        interval: 700
        repeat: true
        running: !Theme.reduceMotion
        onTriggered: at = (at + 1) % 3
    }
}
