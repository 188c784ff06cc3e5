// Nobody is here yet: a picture that teaches, and the services. Both ways in are open.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property StartScreenData screen

    readonly property int count: screen.services.length
    readonly property int columns: count === 1 || (larger && !low && count <= 2) ? 1 : 2
    readonly property int rows: Math.ceil(count / columns)
    readonly property int gridHeight: low ? contentHeight
        : Math.min(contentHeight * 0.6, rows * metrics.rowLeast * 1.1 + (rows - 1) * metrics.gap)

    frame: screen.frame

    QuietCard {
        id: card
        visible: !page.low
        bridge: page.bridge
        x: page.contentX
        y: page.contentY
        width: page.contentWidth
        height: page.contentHeight - page.gridHeight - page.metrics.gap
    }
    Scene {
        bridge: page.bridge
        picture: page.screen.picture
        caption: page.screen.guide
        x: page.low ? page.contentX : card.x + page.metrics.gapWide
        y: page.low ? page.infoY : card.y + page.metrics.gapWide
        width: page.low ? page.contentWidth : card.width - 2 * page.metrics.gapWide
        height: page.low ? page.infoHeight : card.height - 2 * page.metrics.gapWide
    }
    ChoiceGrid {
        bridge: page.bridge
        choices: page.screen.services
        columns: page.columns
        rows: page.rows
        tallest: page.metrics.rowLeast * 1.6
        nameSize: page.columns === 1 ? page.metrics.title : page.metrics.body
        x: page.contentX
        y: page.contentBottom - height
        width: page.contentWidth
        height: page.gridHeight
    }
}
