// The kiosk's window: the header, one page, perhaps a sheet over it, and the question whether anybody is there.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Window
import Antrean.Kiosk.Model
import Antrean.Theme

Window {
    id: window

    required property KioskModel kiosk
    required property real pixelsPerMm
    required property bool reduceMotion

    readonly property bool low: kiosk.easy && Theme.portrait
    readonly property bool tall: kiosk.page === "ticket" || kiosk.page === "trouble" || kiosk.page === "away"
    readonly property bool resting: rest.running
    readonly property string announced: kiosk.announced
    readonly property string there: [kiosk.page, kiosk.sheet_shown, kiosk.easy, kiosk.warning].join(" ")

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
        value: window.kiosk.accent
        when: window.kiosk.accent !== ""
    }

    Binding {
        target: Theme
        property: "textScale"
        value: window.kiosk.easy ? 1.25 : 1
    }

    EasyBanner {
        anchors.top: parent.top
        anchors.left: parent.left
        anchors.right: parent.right
        height: Math.round(window.height / 2)
        visible: window.low && !window.tall
        kiosk: window.kiosk
    }

    Item {
        id: body

        anchors.top: window.low ? parent.top : alone.visible ? alone.bottom : header.bottom
        anchors.topMargin: window.low && !window.tall ? Math.round(window.height / 2) : 0
        anchors.bottom: window.low ? header.top : parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        clip: true
        enabled: !window.resting

        Place {
            shown: window.kiosk.page === "home"
            sourceComponent: HomePage {
                kiosk: window.kiosk
            }
        }

        Place {
            shown: window.kiosk.page === "services"
            sourceComponent: ServicesPage {
                kiosk: window.kiosk
            }
        }

        Place {
            shown: window.kiosk.page === "ticket"
            sourceComponent: TicketPage {
                kiosk: window.kiosk
            }
        }

        Place {
            shown: window.kiosk.page === "trouble" || window.kiosk.page === "away"
            sourceComponent: TroublePage {
                kiosk: window.kiosk
            }
        }

        Place {
            shown: window.kiosk.sheet_shown === "search"
            sourceComponent: SearchSheet {
                kiosk: window.kiosk
            }
        }

        Place {
            shown: window.kiosk.sheet_shown === "facilities"
            sourceComponent: FacilitiesSheet {
                kiosk: window.kiosk
            }
        }

        Place {
            shown: window.kiosk.sheet_shown === "information"
            sourceComponent: InformationSheet {
                kiosk: window.kiosk
            }
        }
    }

    ReserveBanner {
        id: alone

        anchors.top: header.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        visible: window.kiosk.alone && !window.tall && !window.low
        kiosk: window.kiosk
    }

    Header {
        id: header

        y: window.low ? window.height - height : 0
        anchors.left: parent.left
        anchors.right: parent.right
        kiosk: window.kiosk
    }

    Place {
        shown: window.kiosk.warning
        sourceComponent: IdleWarning {
            kiosk: window.kiosk
            resting: window.resting
        }
    }
}
