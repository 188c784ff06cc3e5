// What stays in its place on every screen: facility and clock, aids, leading button, bottom bar.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Item {
    id: parts

    required property KioskBridge bridge
    required property FrameData frame

    readonly property MetricsData metrics: bridge.metrics
    readonly property int inner: metrics.width - 2 * metrics.margin

    Words {
        visible: !parts.metrics.larger
        text: parts.frame.facility
        pixelSize: parts.metrics.label
        strong: true
        color: parts.bridge.theme.text
        wrapMode: Text.NoWrap
        x: parts.metrics.margin
        y: parts.metrics.facilityY
    }
    Words {
        visible: !parts.metrics.larger
        text: parts.frame.clock
        pixelSize: parts.metrics.label
        color: parts.bridge.theme.soft
        wrapMode: Text.NoWrap
        x: parts.metrics.width - parts.metrics.margin - width
        y: parts.metrics.facilityY
    }
    AidRow {
        bridge: parts.bridge
        frame: parts.frame
        x: parts.metrics.margin
        y: parts.metrics.aidsY
        width: parts.inner
        height: parts.metrics.aidHeight
    }
    Loader {
        active: parts.frame.lead !== null
        x: parts.metrics.leadX
        y: parts.metrics.leadY
        width: parts.metrics.leadWidth
        height: parts.metrics.leadHeight
        sourceComponent: LeadButton {
            bridge: parts.bridge
            lead: parts.frame.lead
        }
    }
    BottomBar {
        bridge: parts.bridge
        frame: parts.frame
        x: parts.metrics.margin
        y: parts.metrics.barY
        width: parts.inner
        height: parts.metrics.barHeight
    }
}
