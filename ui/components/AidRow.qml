// The aids, one tap from every screen: in the header, or at the top of the reach in low mode.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Item {
    id: row

    required property KioskBridge bridge
    required property FrameData frame

    Shares {
        id: shares
        width: row.width
        words: row.frame.aids.map(each => row.bridge.metrics.larger ? each.short : each.words)
        pixelSize: row.bridge.metrics.label
        extra: row.bridge.metrics.gap * 2
        gap: row.bridge.metrics.gap
    }
    Repeater {
        model: row.frame.aids
        delegate: AidButton {
            required property int index
            required property AidData modelData

            bridge: row.bridge
            aid: modelData
            x: Math.round(shares.lefts[index])
            width: Math.round(shares.lefts[index] + shares.widths[index]) - x
            height: row.height
        }
    }
}
