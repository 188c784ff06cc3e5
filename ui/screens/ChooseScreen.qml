// One question and its choices, on one page or several.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property ChooseScreenData screen

    readonly property int count: screen.choices.length
    readonly property bool few: screen.pages === 1 && count <= 3
    readonly property int fewColumns: wide ? Math.min(count, metrics.columns) : 1
    readonly property int columns: few ? fewColumns : wide && count === 4 ? 2 : metrics.columns
    readonly property int filled: Math.ceil(count / columns)

    frame: screen.frame
    paged: screen.pages > 1

    ChoiceGrid {
        bridge: page.bridge
        choices: page.screen.choices
        columns: page.columns
        nameSize: page.few ? (page.wide ? page.metrics.leadWords : page.metrics.title) : page.metrics.body
        rows: page.paged ? (page.screen.perPage > 0 ? Math.ceil(page.screen.perPage / page.columns) : page.metrics.rows) : page.wide ? page.filled : Math.max(page.metrics.rows - 1, page.filled)
        x: page.contentX
        y: page.contentY
        width: page.contentWidth
        height: page.contentHeight
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
