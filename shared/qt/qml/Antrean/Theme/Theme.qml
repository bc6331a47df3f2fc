// Colours, type, measures and durations of kiosk and board; web/common/tokens.css says the same for the pages.
pragma Singleton

import QtQuick

QtObject {
    readonly property color ink: "#0E2233"
    readonly property color ink2: "#3D5163"
    readonly property color ink3: "#6B7C8B"
    readonly property color paper: "#F6F4EF"
    readonly property color card: "#FFFFFF"
    readonly property color line: "#E2DDD2"
    property color accent: houseAccent
    readonly property color accentSoft: Qt.colorEqual(accent, houseAccent) ? "#DCEEEB" : Qt.tint(card, Qt.alpha(accent, 0.14))
    readonly property color call: "#F5B301"
    readonly property color callInk: "#2B1D00"
    readonly property color danger: "#B3261E"
    readonly property color night: "#08141F"
    readonly property color night2: "#10222F"
    readonly property color night3: "#1A3142"
    readonly property color snow: "#F2F6F8"

    readonly property string words: "Plus Jakarta Sans"
    readonly property string numbers: "Atkinson Hyperlegible Next"

    // Set by the window.
    property real pixelsPerMm: 0
    property real textScale: 1
    property bool reduceMotion: false
    property real width: 1920
    property real height: 1080

    readonly property bool portrait: height > width
    readonly property real scale: portrait ? Math.min(width / 1080, height / 1920) : Math.min(width / 1920, height / 1080)

    readonly property real radius: 22 * scale
    readonly property real hairline: Math.max(1, 1.5 * scale)

    readonly property real pressScale: reduceMotion ? 1 : 0.97
    readonly property int press: reduceMotion ? 0 : 80
    readonly property int page: reduceMotion ? 0 : 180

    readonly property color houseAccent: "#0B6B63"

    // The window calls this whenever its size changes; the drawings are made for 1920 × 1080 and 1080 × 1920.
    function fit(newWidth: real, newHeight: real) {
        if (newWidth > 0 && newHeight > 0) {
            width = newWidth;
            height = newHeight;
        }
    }

    // Pixels for n pixels of the 1080p drawing.
    function px(n: real): real {
        return Math.round(n * scale);
    }

    // Pixels for n steps of 8.
    function space(n: real): real {
        return Math.round(n * 8 * scale);
    }

    // Pixels of a font: step 0 is 20, each step 1.25 times the one before; -1 is the smallest that people can read.
    function size(step: real): int {
        return Math.max(1, Math.round(20 * Math.pow(1.25, step) * scale * textScale));
    }

    // Pixels for n millimetres on the glass, for touch targets; a 21.5-inch screen is assumed if nothing is known.
    function mm(n: real): real {
        return Math.round(n * (pixelsPerMm > 0 ? pixelsPerMm : 4.05 * scale));
    }

    // The ground of something that is being pressed.
    function pressed(ground: color): color {
        return ground.hslLightness > 0.2 ? Qt.darker(ground, 1.12) : Qt.lighter(ground, 1.35);
    }
}
