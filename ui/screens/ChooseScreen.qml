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

    frame: screen.frame
    paged: screen.pages > 1

    ChoiceGrid {
        bridge: page.bridge
        choices: page.screen.choices
        columns: page.few ? 1 : page.metrics.columns
        nameSize: page.few ? page.metrics.title : page.metrics.body
        rows: page.paged ? page.metrics.rows : Math.max(page.metrics.rows - 1, Math.ceil(page.count / columns))
        x: page.contentX
        y: page.contentY
        width: page.contentWidth
        height: page.contentHeight
    }
    Loader {
        active: page.paged
        x: page.contentX
        y: page.metrics.leadY
        width: page.screen.frame.lead !== null ? page.metrics.leadX - page.metrics.gap - x : page.contentWidth
        height: page.metrics.leadHeight
        sourceComponent: Pager {
            bridge: page.bridge
            screen: page.screen
            worded: page.screen.frame.lead === null
        }
    }
}
