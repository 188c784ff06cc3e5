// Where one is: the step over its segments, and the title. At the same place on every screen.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Item {
    id: heading

    required property KioskBridge bridge
    required property FrameData frame

    readonly property MetricsData metrics: bridge.metrics
    readonly property real bottomY: title.y + title.height
    readonly property bool noticed: frame.notice !== ""

    Words {
        id: count
        visible: heading.frame.step !== null
        text: heading.frame.step !== null ? `${heading.frame.step.number} / ${heading.frame.step.count}` : ""
        pixelSize: heading.metrics.label
        strong: true
        wrapMode: Text.NoWrap
        color: heading.bridge.theme.lead
        y: heading.metrics.stepY
    }
    Words {
        id: stepName
        visible: heading.frame.step !== null
                 && (!heading.noticed || x + implicitWidth + heading.metrics.gapWide <= notice.x)
        text: heading.frame.step !== null ? heading.frame.step.name : ""
        pixelSize: heading.metrics.label
        strong: true
        wrapMode: Text.NoWrap
        color: heading.bridge.theme.lead
        x: count.width + heading.metrics.label * 0.7
        y: heading.metrics.stepY
    }
    Row {
        id: notice
        visible: heading.noticed
        x: heading.width - width
        y: heading.metrics.stepY
        spacing: heading.metrics.gap

        Picture {
            bridge: heading.bridge
            name: "icon-staff"
            tint: heading.bridge.theme.success
            width: heading.metrics.label
            height: width
            anchors.verticalCenter: parent.verticalCenter
        }
        Words {
            objectName: "notice"
            text: heading.frame.notice
            pixelSize: heading.metrics.label
            strong: true
            wrapMode: Text.NoWrap
            color: heading.bridge.theme.success
        }
    }
    Row {
        visible: heading.frame.step !== null
        y: heading.metrics.segmentsY
        spacing: heading.metrics.gap * 0.6

        Repeater {
            model: heading.frame.step !== null ? heading.frame.step.count : 0
            delegate: Rectangle {
                required property int index

                readonly property bool reached: index < heading.frame.step.number

                width: (heading.width + heading.metrics.gap * 0.6) / heading.frame.step.count - heading.metrics.gap * 0.6
                height: heading.metrics.segmentHeight
                radius: height / 2
                color: reached ? heading.bridge.theme.lead : heading.bridge.theme.page
                border.width: reached ? 0 : heading.metrics.edge
                border.color: heading.bridge.theme.edge
            }
        }
    }
    Words {
        id: title
        objectName: "title"
        text: heading.frame.title
        pixelSize: heading.metrics.title
        strong: true
        color: heading.bridge.theme.text
        y: heading.metrics.titleY
        width: heading.width
    }
}
