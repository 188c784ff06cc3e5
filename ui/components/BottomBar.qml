// Back, start over, call staff: the same three at the same place on every screen.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Item {
    id: bar

    required property KioskBridge bridge
    required property FrameData frame

    readonly property int iconRoom: bridge.metrics.larger ? 0 : bridge.metrics.label + bridge.metrics.gap

    Shares {
        id: shares
        width: bar.width
        words: bar.frame.bar.map(each => each.words)
        pixelSize: bar.bridge.metrics.label
        extra: bar.bridge.metrics.gap * 2 + bar.iconRoom
        gap: bar.bridge.metrics.gap
    }
    Repeater {
        model: bar.frame.bar
        delegate: BarButton {
            required property int index
            required property BarButtonData modelData

            bridge: bar.bridge
            choice: modelData
            x: Math.round(shares.lefts[index])
            width: Math.round(shares.lefts[index] + shares.widths[index]) - x
            height: bar.height
        }
    }
}
