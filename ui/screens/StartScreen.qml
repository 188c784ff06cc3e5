// Nobody is here yet: a picture that teaches, the services, and the way to the other languages. Both
// ways in are open.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property StartScreenData screen

    readonly property int count: screen.services.length
    readonly property bool oneColumn: count === 1 || (larger && !low && count === 2) || (wide && count <= 3)
    readonly property int columns: oneColumn ? 1 : 2
    readonly property int rows: Math.ceil(count / columns)
    readonly property int rowHeight: metrics.rowLeast * (count === 1 ? 1.5 : larger && columns > 1 ? 0.92 : 1.1)

    // in low mode the picture stands above the reach and its words stay below, unless several services of
    // large type need the place
    readonly property bool guideAbove: low && larger && count > 2

    // a landscape panel has the services at the right, others below; many of large type need all of it, and
    // the picture with its words gives way
    readonly property bool whole: wide && larger && count > 4
    readonly property int cardWidth: wide ? contentWidth * (larger && columns > 1 ? 0.44 : 0.47) : contentWidth
    readonly property int gridX: wide && !whole ? contentX + cardWidth + metrics.gap : contentX
    readonly property int gridHeight: wide || guideAbove ? contentHeight
                                    : Math.min(contentHeight * (low && larger ? 0.47 : 0.6), rows * rowHeight + (rows - 1) * metrics.gap)
    readonly property int cardHeight: wide ? contentHeight : contentHeight - gridHeight - metrics.gap

    frame: screen.frame
    leadRowUsed: screen.language !== ""

    QuietCard {
        id: card
        visible: !page.low && !page.whole
        bridge: page.bridge
        x: page.contentX
        y: page.contentY
        width: page.cardWidth
        height: page.cardHeight
    }
    Scene {
        visible: !page.whole

        readonly property int pad: page.wide ? page.metrics.gap * (page.larger ? 0.5 : 1) : page.metrics.gapWide

        bridge: page.bridge
        picture: page.screen.picture
        caption: page.low && !page.guideAbove ? "" : page.screen.guide
        x: page.low ? page.infoX : card.x + pad
        y: page.low ? page.infoY : card.y + pad
        width: page.low ? page.infoWidth : card.width - 2 * pad
        height: page.low ? page.infoHeight : card.height - 2 * pad
    }
    Scene {
        visible: page.low && !page.guideAbove
        bridge: page.bridge
        picture: ""
        caption: page.screen.guide
        x: page.contentX
        y: page.contentY
        width: page.contentWidth
        height: page.cardHeight
    }
    ChoiceGrid {
        bridge: page.bridge
        choices: page.screen.services
        columns: page.columns
        rows: page.rows
        nameSize: page.columns === 1 ? page.metrics.title : page.metrics.body
        x: page.gridX
        y: page.contentBottom - height
        width: page.contentX + page.contentWidth - x
        height: page.gridHeight
    }
    WordButton {
        act: "language"
        visible: page.leadRowUsed
        bridge: page.bridge
        text: page.wide && page.larger ? page.screen.languageShort : page.screen.language
        pixelSize: page.wide && page.larger ? page.metrics.note : page.metrics.label
        sign: "icon-language"
        x: page.leadRowX
        y: page.leadRowY
        width: page.leadRowWidth
        height: page.leadRowHeight
    }
}
