// Where one is and what time it is: the ends of one line, or one above the other beside the aids. The
// name of a facility is the longest word there is, so it is set smaller before it would be cut.
import QtQuick
import KioskTypes

Item {
    id: place

    required property KioskBridge bridge
    required property string facility
    required property string clock

    readonly property MetricsData metrics: bridge.metrics
    readonly property int usual: metrics.wide ? metrics.note : metrics.label
    readonly property int room: metrics.wide ? width : width - time.width - metrics.gapWide

    Words {
        id: name
        text: place.facility
        pixelSize: place.usual * Math.min(1, place.room / sample.advanceWidth(place.facility))
        strong: true
        color: place.bridge.theme.text
        wrapMode: Text.NoWrap
        y: place.metrics.wide ? (place.height - height - time.height) / 2 : 0
    }
    Words {
        id: time
        text: place.clock
        pixelSize: place.usual
        color: place.bridge.theme.soft
        wrapMode: Text.NoWrap
        x: place.metrics.wide ? 0 : place.width - width
        y: place.metrics.wide ? name.y + name.height : 0
    }
    FontMetrics {
        id: sample
        font.family: place.metrics.family
        font.pixelSize: place.usual
        font.weight: Font.Bold
    }
}
