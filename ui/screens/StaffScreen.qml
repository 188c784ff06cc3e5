// What staff can do here, and how the machine is. At 200 % the choices have no pictures.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property StaffScreenData screen

    readonly property int count: screen.choices.length
    readonly property int columns: count > 3 || larger && count > 2 ? 2 : 1
    readonly property int rows: Math.ceil(count / columns)
    readonly property bool told: screen.lines.length > 0
    readonly property bool above: low && count > 0 // the reach is for what is pressed
    readonly property int inset: above ? 0 : larger ? metrics.gap * 0.8 : metrics.gapWide
    readonly property int most: above ? infoHeight : contentHeight * (rows > 2 ? 0.42 : 0.5)
    readonly property bool tight: larger && usual.implicitHeight + 2 * inset > most
    readonly property int gridY: contentY + (card.visible ? card.height + metrics.gap : 0)

    frame: screen.frame

    StateLines {
        id: usual
        visible: false
        bridge: page.bridge
        model: page.screen.lines
        width: lines.width
    }
    QuietCard {
        id: card
        visible: page.told && !page.above
        bridge: page.bridge
        x: page.contentX
        y: page.contentY
        width: page.contentWidth
        height: lines.height + 2 * page.inset
    }
    StateLines {
        id: lines
        bridge: page.bridge
        model: page.screen.lines
        pixelSize: page.larger ? page.metrics.note * (page.tight ? 0.8 : 1) : page.metrics.body
        x: page.contentX + page.inset
        y: page.above ? page.infoY + (page.infoHeight - height) / 2 : page.contentY + page.inset
        width: page.contentWidth - 2 * page.inset
    }
    ChoiceGrid {
        bridge: page.bridge
        choices: page.screen.choices
        pictured: !page.larger
        nameSize: page.larger && page.columns > 1 ? page.metrics.note : page.metrics.body
        columns: page.columns
        rows: page.rows
        tallest: page.metrics.rowLeast * 1.4
        x: page.contentX
        y: page.gridY
        width: page.contentWidth
        height: page.contentBottom - y
    }
}
