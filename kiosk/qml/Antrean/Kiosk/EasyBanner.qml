// Easy mode on an upright screen: the upper half is for reading only.
import QtQuick
import QtQuick.Layouts
import Antrean.Kiosk.Model
import Antrean.Theme
import Antrean.Words

Rectangle {
    id: banner

    required property KioskModel kiosk

    readonly property string title: kiosk.sheet_shown === "search" ? Words.t["kiosk.search.title"] : kiosk.sheet_shown === "facilities" ? Words.t["kiosk.facilities.title"] : kiosk.sheet_shown === "information" ? Words.t["kiosk.information.title"] : kiosk.page === "services" ? kiosk.heading_short : kiosk.home_title
    readonly property string more: kiosk.sheet_shown === "search" && kiosk.found_count > 1 ? Words.t["kiosk.services.more"] : kiosk.sheet_shown !== "none" ? "" : kiosk.page === "services" ? [kiosk.heading_name === kiosk.heading_short ? "" : kiosk.heading_name, kiosk.heading_line].filter(part => part !== "").join(" · ") : kiosk.priority ? Words.t["kiosk.priority.on"] : Words.t["kiosk.priority.button"] + ": " + Words.t["kiosk.priority.who"]

    objectName: "easy-banner"
    color: Theme.ink

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.px(72)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.px(32)

        RowLayout {
            spacing: Theme.px(24)

            Rectangle {
                Layout.preferredWidth: emblem.implicitWidth + Theme.px(32)
                Layout.preferredHeight: Theme.px(104)
                radius: Theme.radius
                color: "white"

                Emblem {
                    id: emblem

                    anchors.centerIn: parent
                    logo: banner.kiosk.logo
                    high: Theme.px(72)
                    broad: Theme.px(220)
                }
            }

            Prose {
                Layout.fillWidth: true
                text: banner.kiosk.hall
                step: 2.5
                color: "white"
                font.weight: Font.Bold
            }
        }

        Prose {
            Layout.fillWidth: true
            heading: true
            text: banner.title
            step: 5
            lineHeight: 1.05
            color: "white"
            font.weight: Font.ExtraBold
            font.letterSpacing: -1 * Theme.scale
        }

        Prose {
            objectName: "more"
            Layout.fillWidth: true
            text: banner.more
            visible: text !== ""
            step: 2
            color: banner.kiosk.priority ? Theme.call : "#E3E9EE"
        }

        Prose {
            Layout.fillWidth: true
            text: Words.t["kiosk.alone.banner"]
            visible: banner.kiosk.alone
            step: 1.5
            color: "#E3E9EE"
        }

        Prose {
            Layout.fillWidth: true
            text: Words.t["kiosk.header.low"]
            step: 1.5
            color: "#C4CFD8"
        }
    }
}
