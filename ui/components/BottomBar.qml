// Back, start over, call staff: the same three at the same place on every screen.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Item {
    id: bar

    required property KioskBridge bridge
    required property FrameData frame

    readonly property MetricsData metrics: bridge.metrics

    Shares {
        id: shares
        width: bar.width
        words: bar.frame.bar.map(each => each.words)
        pixelSize: bar.metrics.label
        iconRoom: bar.metrics.larger ? 0 : bar.metrics.label + bar.metrics.gap * 0.6
        gap: bar.metrics.gap
    }
    Repeater {
        model: bar.frame.bar
        delegate: BarButton {
            required property int index
            required property BarButtonData modelData

            bridge: bar.bridge
            choice: modelData
            pixelSize: shares.fitted
            iconed: shares.iconed
            x: shares.lefts[index] ?? 0
            width: (shares.rights[index] ?? 0) - x
            height: bar.height
        }
    }
}
