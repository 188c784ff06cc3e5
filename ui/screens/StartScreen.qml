// Nobody is here yet: a picture that teaches, and the services. Both ways in are open.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property StartScreenData screen

    readonly property int count: screen.services.length
    readonly property int columns: count === 1 || (larger && !low && count === 2) ? 1 : 2
    readonly property int rows: Math.ceil(count / columns)
    readonly property int rowHeight: metrics.rowLeast * (count === 1 ? 1.5 : 1.1)
    readonly property int gridHeight: Math.min(contentHeight * 0.6, rows * rowHeight + (rows - 1) * metrics.gap)
    readonly property int aboveGrid: contentHeight - gridHeight - metrics.gap

    frame: screen.frame

    QuietCard {
        id: card
        visible: !page.low
        bridge: page.bridge
        x: page.contentX
        y: page.contentY
        width: page.contentWidth
        height: page.aboveGrid
    }
    Scene { // in low mode the picture stands above the reach and its words stay below
        bridge: page.bridge
        picture: page.screen.picture
        caption: page.low ? "" : page.screen.guide
        x: page.low ? page.contentX : card.x + page.metrics.gapWide
        y: page.low ? page.infoY : card.y + page.metrics.gapWide
        width: page.low ? page.contentWidth : card.width - 2 * page.metrics.gapWide
        height: page.low ? page.infoHeight : card.height - 2 * page.metrics.gapWide
    }
    Scene {
        visible: page.low
        bridge: page.bridge
        picture: ""
        caption: page.screen.guide
        x: page.contentX
        y: page.contentY
        width: page.contentWidth
        height: page.aboveGrid
    }
    ChoiceGrid {
        bridge: page.bridge
        choices: page.screen.services
        columns: page.columns
        rows: page.rows
        nameSize: page.columns === 1 ? page.metrics.title : page.metrics.body
        x: page.contentX
        y: page.contentBottom - height
        width: page.contentWidth
        height: page.gridHeight
    }
}
