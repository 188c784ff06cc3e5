// "1 / 4  식사 고르기" over as many segments as there are steps. A landscape panel has room for the
// words, and at 200 % for the numbers, at the end of the title's row. A notice beside the numbers takes
// the words' place, a high one that of the segments too.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Item {
    id: line

    required property KioskBridge bridge
    required property StepData step
    property real besideBottom: 0 // of a notice, 0: there is none

    readonly property MetricsData metrics: bridge.metrics
    readonly property int count: step !== null ? step.count : 0
    readonly property int gap: metrics.gap * 0.6
    readonly property bool named: (!metrics.wide || !metrics.larger) && besideBottom === 0
    readonly property real numberWidth: number.implicitWidth
    readonly property real numberMiddle: y + number.implicitHeight / 2
    readonly property int nameX: number.implicitWidth + metrics.label * 0.7

    implicitWidth: named ? nameX + name.implicitWidth : number.implicitWidth

    Words {
        id: number
        text: line.step !== null ? `${line.step.number} / ${line.step.count}` : ""
        pixelSize: line.metrics.wide ? line.metrics.note : line.metrics.label
        strong: true
        wrapMode: Text.NoWrap
        color: line.bridge.theme.lead
        height: line.metrics.wide ? line.height : implicitHeight
    }
    Words {
        id: name
        visible: line.named
        text: line.step !== null ? line.step.name : ""
        pixelSize: number.pixelSize
        strong: true
        wrapMode: Text.NoWrap
        color: line.bridge.theme.lead
        x: line.nameX
        height: number.height
    }
    Row {
        visible: !line.metrics.wide && line.besideBottom <= line.metrics.segmentsY
        y: line.metrics.segmentsY - line.metrics.stepY
        spacing: line.gap

        Repeater {
            model: line.count
            delegate: Rectangle {
                required property int index

                readonly property bool reached: index < line.step.number

                width: (line.width + line.gap) / line.count - line.gap
                height: line.metrics.segmentHeight
                radius: height / 2
                color: reached ? line.bridge.theme.lead : line.bridge.theme.page
                border.width: reached ? 0 : line.metrics.edge
                border.color: line.bridge.theme.edge
            }
        }
    }
}
