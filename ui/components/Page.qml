// What changes from screen to screen: the heading and the places of the content. In low mode the
// information part stands above the reach and the content begins below the aids. On a landscape panel
// (wide) the content lies between title and bar: put things side by side there.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Item {
    id: page

    required property KioskBridge bridge
    required property FrameData frame
    property bool paged: false
    property bool leadRowUsed: false // something of the screen's own stands in the leading button's row

    readonly property MetricsData metrics: bridge.metrics
    readonly property ThemeData theme: bridge.theme
    readonly property bool wide: metrics.wide
    readonly property bool low: metrics.low
    readonly property bool larger: metrics.larger
    readonly property bool leads: frame.lead !== null
    readonly property bool leadRow: leads || paged || leadRowUsed

    readonly property int contentX: metrics.margin
    readonly property int contentWidth: metrics.width - 2 * metrics.margin
    readonly property int contentBottom: leadRow ? metrics.contentBottom : metrics.contentBottomBare
    readonly property int belowHeading: Math.round(heading.bottomY) + metrics.contentBelowTitle
    readonly property int contentY: low ? metrics.lowContentY : belowHeading
    readonly property int contentHeight: contentBottom - contentY

    // a landscape panel's two halves, with room between them
    readonly property int halfWidth: (contentWidth - metrics.gapWide) / 2
    readonly property int rightX: contentX + contentWidth - halfWidth

    // low mode: the room for information between the title and the reach
    readonly property int infoX: contentX
    readonly property int infoY: Math.round(heading.bottomY) + metrics.gap / 2
    readonly property int infoWidth: contentWidth
    readonly property int infoHeight: metrics.headerHeight - metrics.gap - infoY

    // left of the leading button, or its whole row; on a landscape panel the leading button's place
    readonly property int leadRowX: wide ? metrics.leadX : metrics.margin
    readonly property int leadRowY: metrics.leadY
    readonly property int leadRowWidth: wide ? metrics.leadWidth : (leads ? metrics.leadX - metrics.gap : metrics.width - metrics.margin) - leadRowX
    readonly property int leadRowHeight: metrics.leadHeight

    // where more pages are turned: the leading button's row, or the title's on a landscape panel
    readonly property int pagerWidth: wide ? metrics.pagerHeight * (larger ? 4.4 : 5) : leadRowWidth
    readonly property int pagerX: wide ? contentX + heading.stepX - (heading.stepped ? metrics.gapWide : 0) - pagerWidth : leadRowX
    readonly property int pagerY: metrics.pagerY
    readonly property int pagerHeight: metrics.pagerHeight

    Heading {
        id: heading
        bridge: page.bridge
        frame: page.frame
        taken: page.wide && page.paged ? page.pagerWidth + page.metrics.gapWide : 0
        x: page.contentX
        width: page.contentWidth
    }
    Loader { // what has been chosen so far, where the pager does not need the place
        active: page.frame.chosen !== null && page.leads && !page.paged && !page.wide
        x: page.leadRowX
        y: page.leadRowY
        width: page.leadRowWidth - page.metrics.gap
        height: page.leadRowHeight
        sourceComponent: ChosenSoFar {
            bridge: page.bridge
            choice: page.frame.chosen
        }
    }
}
