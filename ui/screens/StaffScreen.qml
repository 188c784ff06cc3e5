// What staff can do here, and how the machine is. At 200 % the choices have no pictures. In low mode the
// reach is for what is pressed: as many lines as fit stand above it. On a landscape panel the lines stand
// left of the choices, and above them where many choices need the whole width. Lines alone may fill several
// pages, on a landscape panel in two columns.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property StaffScreenData screen

    readonly property int count: screen.choices.length
    readonly property bool told: screen.lines.length > 0
    readonly property bool beside: wide && told && count <= 4
    readonly property int columns: beside ? 1 : wide && !larger && count > 4 ? 3 : count > 3 || larger && count > 2 ? 2 : 1
    readonly property int rows: Math.ceil(count / columns)
    readonly property real listHeight: (gridHeight - (rows - 1) * metrics.gap) / rows
    readonly property real listWidth: (gridWidth - (columns - 1) * metrics.gap) / columns
    readonly property bool above: low && count > 0
    readonly property int fitting: above ? Math.min(screen.lines.length, Math.floor(screen.lines.length * infoHeight / all.implicitHeight)) : 0
    readonly property bool alone: count === 0
    readonly property int lineSize: larger ? metrics.note : alone && !wide ? metrics.balance : metrics.body
    readonly property int lineColumns: wide && (alone ? !larger : !beside) ? 2 : 1
    readonly property int lineGap: count > 0 ? (larger ? 0 : metrics.gap * 0.5)
        : Math.max(0, Math.min(metrics.gapWide * 2, all.rowSpacing + (contentHeight - 2 * inset - all.implicitHeight) / all.rows)) // alone they spread
    readonly property int inset: larger ? metrics.gap * (wide && (alone || !beside) ? 0.4 : 0.8) : metrics.gapWide
    readonly property int cardWidth: !beside || count === 0 ? contentWidth
                                     : larger ? contentWidth * 0.6 : contentWidth * 0.46
    readonly property int gridX: beside ? contentX + cardWidth + metrics.gap : contentX
    readonly property int gridWidth: contentX + contentWidth - gridX
    readonly property int gridHeight: contentBottom - gridY
    readonly property int gridY: contentY + (card.visible && !beside ? card.height + metrics.gap : 0)

    frame: screen.frame
    paged: screen.pages > 1

    StateLines {
        id: all
        visible: false
        bridge: page.bridge
        model: page.screen.lines
        pixelSize: page.lineSize
        across: page.lineColumns
        width: page.contentWidth
    }
    StateLines {
        bridge: page.bridge
        model: page.screen.lines.slice(0, page.fitting)
        pixelSize: page.lineSize
        x: page.contentX
        y: page.infoY + (page.infoHeight - height) / 2
        width: page.contentWidth
    }
    QuietCard {
        id: card
        visible: page.fitting < page.screen.lines.length
        bridge: page.bridge
        x: page.contentX
        y: page.contentY
        width: page.cardWidth
        height: page.beside && page.count > 0 ? page.contentHeight : lines.height + 2 * page.inset
    }
    StateLines {
        id: lines
        bridge: page.bridge
        model: page.screen.lines.slice(page.fitting)
        pixelSize: page.lineSize
        rowSpacing: page.lineGap
        x: page.contentX + page.inset
        y: page.contentY + (page.beside && page.count > 0 ? (page.contentHeight - height) / 2 : page.inset)
        across: page.lineColumns
        width: page.cardWidth - 2 * page.inset
    }
    ChoiceGrid {
        bridge: page.bridge
        choices: page.wide ? [] : page.screen.choices
        pictured: !page.larger
        nameSize: page.larger && page.columns > 1 ? page.metrics.note : page.metrics.body
        columns: page.columns
        rows: page.rows
        tallest: page.metrics.rowLeast * 1.4
        x: page.gridX
        y: page.gridY
        width: page.gridWidth
        height: page.gridHeight
    }
    Repeater { // a landscape panel is too low for cards
        model: page.wide ? page.screen.choices : []
        delegate: ChoiceKey {
            required property int index
            required property ChoiceData modelData

            bridge: page.bridge
            choice: modelData
            wordSize: page.larger ? page.metrics.note : page.metrics.body
            picture: page.larger && page.count > 1 ? "" : choice.picture
            leading: true
            x: page.gridX + index % page.columns * (width + page.metrics.gap)
            y: page.gridY + Math.floor(index / page.columns) * (height + page.metrics.gap)
            width: page.listWidth
            height: Math.min(page.listHeight, page.metrics.rowLeast)
        }
    }
    Loader {
        active: page.paged
        x: page.pagerX
        y: page.pagerY
        width: page.pagerWidth
        height: page.pagerHeight
        sourceComponent: Pager {
            bridge: page.bridge
            current: page.screen.page
            pages: page.screen.pages
            previous: page.screen.previous
            next: page.screen.next
            worded: !page.leads && !page.wide
        }
    }
}
