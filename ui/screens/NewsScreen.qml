// Nobody has been here for a while: an announcement of the district, held still or turned by hand.
// Upright the picture stands over the text, on a landscape panel beside it; a long text of large
// type takes the picture's place.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property NewsScreenData screen

    readonly property bool several: screen.number !== ""
    readonly property int turnsHeight: several ? metrics.barHeight + metrics.gap : 0
    readonly property int textHeight: contentHeight - turnsHeight
    readonly property bool aside: wide && screen.picture !== "" && fit.fits
    readonly property int pad: metrics.gap * (wide && larger ? 0.6 : 1)
    readonly property int halfX: rightX - halfWidth * 0.1 // the text needs more than the picture
    readonly property int textX: aside ? halfX : contentX
    readonly property int textWidth: contentX + contentWidth - textX

    frame: screen.frame

    Scene {
        visible: page.low || page.aside
        bridge: page.bridge
        picture: page.screen.picture
        x: page.low ? page.infoX : page.contentX
        y: page.low ? page.infoY : page.contentY
        width: page.low ? page.infoWidth : page.halfX - page.metrics.gap - x
        height: page.low ? page.infoHeight : page.contentHeight
    }
    Words { // whether the text leaves room for the picture beside it
        id: fit

        readonly property bool fits: implicitHeight <= page.textHeight - 2 * page.pad && contentWidth <= width

        visible: false
        text: page.screen.text
        pixelSize: page.metrics.note
        strong: true
        width: page.contentX + page.contentWidth - page.halfX - 2 * page.pad
    }
    QuietCard {
        id: card
        bridge: page.bridge
        x: page.textX
        y: page.contentY
        width: page.textWidth
        height: page.textHeight

        Scene {
            bridge: page.bridge
            picture: page.low || page.wide ? "" : page.screen.picture
            caption: page.screen.text
            largest: picture === "" && !page.aside ? page.metrics.title : page.metrics.leadWords
            leftAligned: page.aside
            x: page.pad
            y: page.pad
            width: parent.width - 2 * x
            height: parent.height - 2 * y
        }
    }
    Shares {
        id: shares
        width: page.textWidth - number.width - page.metrics.gap
        words: [page.screen.pause, page.screen.next]
        pixelSize: page.metrics.label
        iconRoom: page.metrics.label + page.metrics.gap * 0.6
        gap: page.metrics.gap
    }
    WordButton {
        id: pause
        act: "pause"
        visible: page.several
        bridge: page.bridge
        text: page.screen.pause
        pixelSize: shares.fitted
        sign: page.screen.paused ? "icon-play" : "icon-pause"
        x: number.x + number.width + page.metrics.gap
        y: page.contentBottom - height
        width: Math.floor(shares.widths[0])
        height: page.metrics.barHeight
    }
    Words {
        id: number
        visible: page.several
        text: page.screen.number
        pixelSize: page.metrics.label
        strong: true
        wrapMode: Text.NoWrap
        color: page.theme.text
        x: page.textX
        y: pause.y + (pause.height - height) / 2
    }
    WordButton {
        act: "page"
        argument: "next"
        visible: page.several
        bridge: page.bridge
        text: page.screen.next
        pixelSize: shares.fitted
        sign: "icon-next"
        signLast: true
        x: page.textX + page.textWidth - width
        y: pause.y
        width: Math.floor(shares.widths[1])
        height: page.metrics.barHeight
    }
}
