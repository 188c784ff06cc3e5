// What stays in its place on every screen: facility and clock, aids, leading button, bottom bar.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Item {
    id: parts

    required property KioskBridge bridge
    required property FrameData frame

    readonly property MetricsData metrics: bridge.metrics

    NoticeAside {
        id: notice
        metrics: parts.metrics
        notice: parts.frame.notice
    }
    Place {
        visible: parts.metrics.facilityWidth > 0 && !notice.fits
        bridge: parts.bridge
        facility: parts.frame.facility
        clock: parts.frame.clock
        x: parts.metrics.margin
        y: parts.metrics.facilityY
        width: parts.metrics.facilityWidth
        height: parts.metrics.headerHeight - 2 * y
    }
    AidRow {
        bridge: parts.bridge
        frame: parts.frame
        x: parts.metrics.aidsX
        y: parts.metrics.aidsY
        width: parts.metrics.aidsWidth
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
        width: parts.metrics.barWidth
        height: parts.metrics.barHeight
    }
}
