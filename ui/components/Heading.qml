// Where one is: the step over its segments, and the title. At the same place on every screen. On a
// landscape panel title and step share one row. A notice leaves the step's numbers in sight.
import QtQuick
import KioskTypes

Item {
    id: heading

    required property KioskBridge bridge
    required property FrameData frame
    property int taken: 0 // of the row's width, by a pager

    readonly property MetricsData metrics: bridge.metrics
    readonly property bool wide: metrics.wide
    readonly property bool noticed: frame.notice !== ""
    readonly property bool stepped: frame.step !== null
    readonly property bool covered: noticed && notice.covers
    readonly property real titleBottom: title.y + title.height
    readonly property int spare: wide ? metrics.contentBelowTitle - metrics.gapLeast / 4 : 0 // below a notice
    readonly property real bottomY: covered ? Math.max(titleBottom, notice.y + notice.implicitHeight - spare) : titleBottom
    readonly property real stepX: stepped && wide ? step.x : width
    readonly property real beforeStep: stepX - taken - (wide && stepped ? metrics.gapWide : 0)

    NoticeAside {
        id: place
        metrics: heading.metrics
        notice: heading.frame.notice
    }
    NoticeCard {
        id: notice

        readonly property real aboveSegments: heading.metrics.segmentsY - heading.metrics.gapLeast / 2
        readonly property real level: 2 * step.numberMiddle - aboveSegments // its words beside the numbers
        readonly property real end: covers ? heading.bottomY + heading.spare : single ? aboveSegments : y + implicitHeight

        visible: heading.noticed
        bridge: heading.bridge
        text: heading.frame.notice
        aside: place.fits
        above: heading.metrics.titleY - heading.metrics.noticeY
        room: heading.titleBottom + heading.spare - y
        taken: band ? heading.width - heading.beforeStep : 0
        x: band ? -heading.x : heading.stepped && !heading.wide ? step.numberWidth + heading.metrics.gap : 0
        y: aside ? heading.metrics.gapLeast : band ? heading.metrics.headerHeight : single ? level : heading.metrics.noticeY
        width: aside ? heading.metrics.facilityWidth : heading.width - x + (band ? heading.x : 0)
        height: aside ? heading.metrics.headerHeight - 2 * y : end - y
    }
    StepLine {
        id: step
        visible: heading.stepped
        bridge: heading.bridge
        step: heading.frame.step
        besideBottom: heading.noticed && !heading.wide ? notice.y + notice.height : 0
        x: heading.wide ? heading.width - width : 0
        y: heading.metrics.stepY
        width: heading.wide ? implicitWidth : heading.width
        height: heading.wide ? heading.metrics.titleLine : heading.metrics.titleY - y
    }
    Title {
        id: title
        visible: !heading.covered
        bridge: heading.bridge
        question: heading.frame.title
        y: heading.metrics.titleY
        width: heading.beforeStep
    }
}
