// Easy mode on an upright screen: the upper half is for reading only.
import QtQuick
import QtQuick.Layouts
import Antrean.Kiosk.Model
import Antrean.Theme
import Antrean.Words

Rectangle {
    id: banner

    required property FrameModel frame
    required property HomeModel home
    required property ServicesModel services
    required property SearchModel search

    readonly property string title: frame.sheet === "search" ? Words.t["kiosk.search.title"] : frame.sheet === "facilities" ? Words.t["kiosk.facilities.title"] : frame.sheet === "information" ? Words.t["kiosk.information.title"] : frame.page === "services" ? services.brief : home.title
    readonly property string more: frame.sheet === "search" && search.found_count > 1 ? Words.t["kiosk.services.more"] : frame.sheet !== "none" ? "" : frame.page === "services" ? [services.name === services.brief ? "" : services.name, services.line].filter(part => part !== "").join(" · ") : frame.priority ? Words.t["kiosk.priority.on"] : Words.t["kiosk.priority.button"] + ": " + Words.t["kiosk.priority.who"]

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
                    logo: banner.frame.logo
                    high: Theme.px(72)
                    broad: Theme.px(220)
                }
            }

            Prose {
                Layout.fillWidth: true
                text: banner.frame.hall
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
            color: banner.frame.priority ? Theme.call : "#E3E9EE"
        }

        Prose {
            Layout.fillWidth: true
            text: Words.t["kiosk.offline.banner"]
            visible: banner.frame.offline
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
