// Digits one after another: what is asked, a place for each, and the keys. The leading button confirms.
// The keys keep their place and size from one question to the next, unless long words need the room.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property KeypadScreenData screen

    readonly property int keyLeast: metrics.gap * (larger ? 4.4 : 5.6)
    readonly property int keyMost: metrics.gap * (larger ? 5.3 : 6.8)
    readonly property int between: larger ? metrics.gap : metrics.gapWide
    readonly property int inset: low ? 0 : larger ? metrics.gap * 0.7 : metrics.gap
    readonly property bool asked: screen.message !== "" || screen.hint !== ""
    readonly property int aside: cells.height + 2 * between // what stands beside guide and keys
    readonly property int rest: contentHeight - aside - (low || !asked ? -between : guide.leastHeight + 2 * inset)

    frame: screen.frame

    function padHeight(key: real): int {
        return 4 * key + 3 * metrics.gap;
    }

    QuietCard {
        id: card
        visible: !page.low && page.asked
        bridge: page.bridge
        x: page.contentX
        y: page.contentY
        width: page.contentWidth
        height: visible ? Math.min(guide.implicitHeight + 2 * page.inset, page.contentHeight - page.aside - pad.height) : 0
    }
    Guide {
        id: guide
        bridge: page.bridge
        picture: page.screen.picture
        message: page.screen.message
        hint: page.screen.hint
        x: page.contentX + page.inset
        y: page.low ? page.infoY : page.contentY + page.inset
        width: page.contentWidth - 2 * page.inset
        height: page.low ? page.infoHeight : card.height - 2 * page.inset
    }
    DigitCells {
        id: cells

        readonly property int roomTop: page.contentY + card.height

        bridge: page.bridge
        cells: page.screen.cells
        groups: page.screen.groups
        labels: page.screen.labels
        entered: page.screen.entered
        cellHeight: page.metrics.gap * (!page.larger ? 6 : page.low ? 5 : 5.4)
        x: page.contentX
        y: page.low ? page.contentY : roomTop + (pad.y - roomTop - height) / 2
        width: page.contentWidth
        height: implicitHeight
    }
    Keypad {
        id: pad
        bridge: page.bridge
        erase: page.screen.erase
        full: page.screen.cells.indexOf("") < 0
        bare: page.screen.cells.every(each => each === "")
        x: page.contentX
        y: page.contentBottom - height
        width: page.contentWidth
        height: Math.max(page.padHeight(page.keyLeast), Math.min(page.padHeight(page.keyMost), page.rest))
    }
}
