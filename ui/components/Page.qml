// What changes from screen to screen: the heading and the places of the content. In low mode the
// information part stands above the reach and the content begins below the aids.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Item {
    id: page

    required property KioskBridge bridge
    required property FrameData frame
    property bool paged: false

    readonly property MetricsData metrics: bridge.metrics
    readonly property ThemeData theme: bridge.theme
    readonly property bool low: metrics.low
    readonly property bool larger: metrics.larger
    readonly property bool leadRow: frame.lead !== null || paged

    readonly property int contentX: metrics.margin
    readonly property int contentWidth: metrics.width - 2 * metrics.margin
    readonly property int contentBottom: leadRow ? metrics.contentBottom : metrics.contentBottomBare
    readonly property int belowHeading: Math.round(heading.bottomY) + metrics.contentBelowTitle
    readonly property int contentY: low ? metrics.lowContentY : belowHeading
    readonly property int contentHeight: contentBottom - contentY

    // low mode: the room for information between the title and the reach
    readonly property int infoY: Math.round(heading.bottomY) + metrics.gap / 2
    readonly property int infoHeight: metrics.headerHeight - metrics.gap - infoY

    Heading {
        id: heading
        bridge: page.bridge
        frame: page.frame
        x: page.contentX
        width: page.contentWidth
    }
    Loader { // what has been chosen so far, where the pager does not need the place
        active: page.frame.chosen !== null && page.frame.lead !== null && !page.paged
        x: page.contentX
        y: page.metrics.leadY
        width: page.metrics.leadX - page.metrics.gapWide - x
        height: page.metrics.leadHeight
        sourceComponent: ChosenSoFar {
            bridge: page.bridge
            choice: page.frame.chosen
        }
    }
}
