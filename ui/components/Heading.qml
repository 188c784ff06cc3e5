// Where one is: the step over its segments, and the title. At the same place on every screen. On a
// landscape panel title and step share one row, and a notice takes all of it.
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
    readonly property bool stepped: frame.step !== null && !noticed
    readonly property bool covered: noticed && (wide || !notice.single)
    readonly property real titleBottom: title.y + title.height
    readonly property int spare: wide ? metrics.contentBelowTitle - metrics.gapLeast / 4 : 0 // below a notice
    readonly property real bottomY: covered ? Math.max(titleBottom, notice.y + notice.implicitHeight - spare) : titleBottom
    readonly property real stepX: stepped && wide ? step.x : width

    StepLine {
        id: step
        visible: heading.stepped
        bridge: heading.bridge
        step: heading.frame.step
        x: heading.wide ? heading.width - width : 0
        y: heading.metrics.stepY
        width: heading.wide ? implicitWidth : heading.width
        height: heading.wide ? heading.metrics.titleLine : heading.metrics.titleY - y
    }
    NoticeCard {
        id: notice
        visible: heading.noticed
        bridge: heading.bridge
        text: heading.frame.notice
        room: heading.titleBottom + heading.spare - y
        taken: heading.taken
        x: heading.wide ? -heading.x : 0
        y: heading.wide ? heading.metrics.headerHeight : heading.metrics.stepY
        width: heading.width - 2 * x
        height: heading.covered ? heading.bottomY + heading.spare - y : implicitHeight
    }
    Title {
        id: title
        visible: !heading.covered
        bridge: heading.bridge
        question: heading.frame.title
        y: heading.metrics.titleY
        width: heading.stepX - heading.taken - (heading.wide && heading.stepped ? heading.metrics.gapWide : 0)
    }
}
