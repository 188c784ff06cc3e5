// Whether a notice is short enough for the place of facility and clock beside the aids of a landscape
// panel, where it covers nothing of the question. Draws nothing.
import QtQuick
import KioskTypes

Words {
    required property MetricsData metrics
    required property string notice

    readonly property bool fits: notice !== "" && metrics.wide && lineCount <= 2 && contentWidth <= width

    visible: false
    text: notice
    pixelSize: metrics.note
    strong: true
    width: metrics.facilityWidth - metrics.gap * 1.2
}
