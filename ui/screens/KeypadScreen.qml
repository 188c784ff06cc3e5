// Digits one after another: what is asked, a place for each, and the keys. The leading button confirms.
// The keys keep their place and size from one question to the next: upright at the foot of the page, on a
// landscape panel at its right. In low mode with large type, where message and hint do not both fit above
// the reach, the places for the digits stand there and the hint below.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property KeypadScreenData screen

    readonly property bool counts: screen.amount !== "" // an amount, not cells
    readonly property bool labelled: screen.labels.length > 0 // a date and a time: many places, and words below
    readonly property int keyHeight: metrics.gap * (!larger ? 6.8 : low ? (labelled ? 4.4 : 5.4) : labelled ? 4.8 : 5.6)
    readonly property int padHeight: wide ? contentHeight : 4 * keyHeight + 3 * pad.gap
    readonly property real padPart: labelled ? 0.41 : larger ? 0.5 : 0.45
    readonly property int padWidth: wide ? contentWidth * padPart : contentWidth
    readonly property int guideWidth: wide ? contentWidth - padWidth - metrics.gapWide : contentWidth
    readonly property bool carded: !low && asked && !larger // large words need all the place
    readonly property int inset: carded ? metrics.gap : 0
    readonly property bool asked: screen.message !== "" || screen.hint !== ""
    readonly property int between: larger ? metrics.gap * (wide ? 0.5 : 0.6) : metrics.gapWide
    readonly property int guideRoom: contentHeight - cells.height - (wide ? between : padHeight + 2 * between)
    readonly property int aloft: infoHeight + metrics.gap * 0.4 // the room above the reach
    readonly property bool split: low && larger && screen.hint !== "" && whole.leastHeight > aloft
    readonly property int cellsTop: contentY + (asked && !low ? card.height : 0)
    readonly property int cellsBottom: wide ? contentBottom + between : pad.y

    frame: screen.frame

    QuietCard {
        id: card
        visible: page.carded
        bridge: page.bridge
        x: page.contentX
        y: page.contentY
        width: page.guideWidth
        height: page.wide ? page.guideRoom : Math.min(guide.implicitHeight + 2 * page.inset, page.guideRoom)
    }
    Guide {
        id: whole
        visible: false
        bridge: page.bridge
        picture: page.screen.picture
        message: page.screen.message
        hint: page.screen.hint
        width: guide.width
    }
    Guide {
        id: guide
        bridge: page.bridge
        picture: page.screen.picture
        message: page.screen.message
        hint: page.split ? "" : page.screen.hint
        x: page.contentX + page.inset
        y: page.low ? page.infoY : page.contentY + page.inset
        width: page.guideWidth - 2 * page.inset
        height: page.split ? page.aloft - cells.height - page.metrics.gap * 0.4
              : page.low ? page.aloft : card.height - 2 * page.inset
    }
    Words {
        objectName: "hint"
        visible: page.split && height <= pad.y - page.contentY
        text: page.screen.hint
        pixelSize: page.metrics.note
        color: page.theme.soft
        x: page.contentX
        y: (page.contentY + pad.y - page.metrics.gap * 0.6 - height) / 2
        width: page.contentWidth
    }
    DigitCells {
        id: cells
        bridge: page.bridge
        cells: page.screen.cells
        groups: page.screen.groups
        labels: page.screen.labels
        entered: page.screen.entered
        amount: page.screen.amount
        begun: page.screen.begun
        cellHeight: page.metrics.gap * (page.counts ? !page.larger ? 7 : page.wide ? 4.6 : 6 : !page.larger ? 6 : page.screen.plain ? (page.wide ? 4.4 : 5.2) : page.wide ? 3.8 : page.labelled ? 5 : 4.4)
        x: page.contentX
        y: page.split ? page.infoY + page.aloft - height
         : page.low ? page.contentY + (pad.y - page.between - page.contentY - height) / 2
         : page.cellsTop + (page.cellsBottom - page.cellsTop - height) / 2
        width: page.guideWidth
        height: implicitHeight
    }
    Keypad {
        id: pad
        bridge: page.bridge
        erase: page.screen.erase
        full: page.counts ? page.screen.full : page.screen.cells.indexOf("") < 0
        bare: page.counts ? !page.screen.begun : page.screen.cells.every(each => each === "")
        x: page.contentX + page.contentWidth - width
        y: page.contentBottom - height
        width: page.padWidth
        height: page.padHeight
    }
}
