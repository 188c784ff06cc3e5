// How much of five: filled bars that rise, outlined ones for what is left. The word stands beside them.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Row {
    id: bars

    required property KioskBridge bridge
    required property int level

    readonly property int count: 5
    readonly property int barWidth: height * 0.24

    spacing: barWidth * 0.6

    Repeater {
        model: bars.count
        delegate: Rectangle {
            required property int index

            readonly property bool reached: index < bars.level

            width: bars.barWidth
            height: Math.round(bars.height * (0.36 + 0.16 * index))
            y: bars.height - height
            radius: width * 0.2
            color: reached ? bars.bridge.theme.lead : bars.bridge.theme.page
            border.color: reached ? bars.bridge.theme.lead : bars.bridge.theme.edge
            border.width: bars.bridge.metrics.edge
        }
    }
}
