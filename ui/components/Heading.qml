// Where one is: the step over its segments, and the title. At the same place on every screen.
import QtQuick
import KioskTypes

Item {
    id: heading

    required property KioskBridge bridge
    required property FrameData frame

    readonly property MetricsData metrics: bridge.metrics
    readonly property bool noticed: frame.notice !== ""
    readonly property bool covered: noticed && !notice.single
    readonly property real titleBottom: title.y + title.height
    readonly property real bottomY: covered ? Math.max(titleBottom, notice.y + notice.implicitHeight) : titleBottom

    StepLine {
        visible: heading.frame.step !== null && !heading.noticed
        bridge: heading.bridge
        step: heading.frame.step
        y: heading.metrics.stepY
        width: heading.width
        height: heading.metrics.titleY - y
    }
    NoticeCard {
        id: notice
        visible: heading.noticed
        bridge: heading.bridge
        text: heading.frame.notice
        room: heading.titleBottom - y
        y: heading.metrics.stepY
        width: heading.width
        height: heading.covered ? heading.bottomY - y : implicitHeight
    }
    Words {
        id: title
        objectName: "title"
        visible: !heading.covered
        text: heading.frame.title
        pixelSize: heading.metrics.title
        strong: true
        color: heading.bridge.theme.text
        y: heading.metrics.titleY
        width: heading.width
    }
}
