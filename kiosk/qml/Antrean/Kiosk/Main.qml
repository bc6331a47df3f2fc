// The kiosk's window: the header, one page, perhaps a sheet over it, and the question whether anybody is there.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Window
import Antrean.Kiosk.Model
import Antrean.Theme

Window {
    id: window

    required property FrameModel frame
    required property HomeModel home
    required property ServicesModel services
    required property SearchModel search
    required property FacilitiesModel facilities
    required property TicketModel ticket
    required property TroubleModel trouble
    required property IdleModel idle
    required property KioskFlow flow
    required property real pixelsPerMm
    required property bool reduceMotion

    readonly property bool low: frame.easy && Theme.portrait
    readonly property bool tall: frame.page === "ticket" || frame.page === "trouble" || frame.page === "away"
    readonly property bool resting: rest.running
    readonly property string announced: frame.announcement
    readonly property string there: [frame.page, frame.sheet, frame.easy, idle.warning].join(" ")

    title: "Antrean"
    color: Theme.paper
    onWidthChanged: Theme.fit(width, height)
    onHeightChanged: Theme.fit(width, height)
    onThereChanged: rest.restart()
    onAnnouncedChanged: body.Accessible.announce(announced, Accessible.Assertive)

    // Many touch twice and mean one thing: what has just come up under the finger is not meant.
    Timer {
        id: rest

        interval: 400
    }

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

    Binding {
        target: Theme
        property: "accent"
        value: window.frame.accent
        when: window.frame.accent !== ""
    }

    Binding {
        target: Theme
        property: "textScale"
        value: window.frame.easy ? 1.25 : 1
    }

    EasyBanner {
        anchors.top: parent.top
        anchors.left: parent.left
        anchors.right: parent.right
        height: Math.round(window.height / 2)
        visible: window.low && !window.tall
        frame: window.frame
        home: window.home
        services: window.services
        search: window.search
    }

    Item {
        id: body

        anchors.top: window.low ? parent.top : offlineBanner.visible ? offlineBanner.bottom : header.bottom
        anchors.topMargin: window.low && !window.tall ? Math.round(window.height / 2) : 0
        anchors.bottom: window.low ? header.top : parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        clip: true
        enabled: !window.resting

        Place {
            shown: window.frame.page === "home"
            sourceComponent: HomePage {
                frame: window.frame
                home: window.home
                flow: window.flow
            }
        }

        Place {
            shown: window.frame.page === "services"
            sourceComponent: ServicesPage {
                frame: window.frame
                services: window.services
                idle: window.idle
                flow: window.flow
            }
        }

        Place {
            shown: window.frame.page === "ticket"
            sourceComponent: TicketPage {
                frame: window.frame
                ticket: window.ticket
                idle: window.idle
                flow: window.flow
            }
        }

        Place {
            shown: window.frame.page === "trouble" || window.frame.page === "away"
            sourceComponent: TroublePage {
                frame: window.frame
                trouble: window.trouble
                flow: window.flow
            }
        }

        Place {
            shown: window.frame.sheet === "search"
            sourceComponent: SearchSheet {
                frame: window.frame
                search: window.search
                flow: window.flow
            }
        }

        Place {
            shown: window.frame.sheet === "facilities"
            sourceComponent: FacilitiesSheet {
                frame: window.frame
                facilities: window.facilities
                flow: window.flow
            }
        }

        Place {
            shown: window.frame.sheet === "information"
            sourceComponent: InformationSheet {
                frame: window.frame
                home: window.home
                flow: window.flow
            }
        }
    }

    ReserveBanner {
        id: offlineBanner

        anchors.top: header.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        visible: window.frame.offline && !window.tall && !window.low
    }

    Header {
        id: header

        y: window.low ? window.height - height : 0
        anchors.left: parent.left
        anchors.right: parent.right
        frame: window.frame
        flow: window.flow
    }

    Place {
        shown: window.idle.warning
        sourceComponent: IdleWarning {
            idle: window.idle
            trouble: window.trouble
            flow: window.flow
            resting: window.resting
        }
    }
}
