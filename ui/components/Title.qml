// The question of a screen. Upright it takes the lines it needs; on a landscape panel it stays in one
// line, set smaller if it must, and breaks only where even that is too long.
import QtQuick
import KioskTypes

Words {
    id: title

    required property KioskBridge bridge
    required property string question

    readonly property MetricsData metrics: bridge.metrics
    readonly property string line: Lettering.joined(question)
    readonly property real part: width / Math.max(1, sample.advanceWidth(line))
    readonly property int fitted: Math.min(metrics.title, Math.floor(metrics.title * part))
    readonly property bool lined: metrics.wide && fitted >= metrics.titleLeast

    objectName: "title"
    text: lined ? line : question
    pixelSize: lined ? fitted : metrics.wide ? metrics.titleLeast : metrics.title
    strong: true
    color: bridge.theme.text
    height: Math.max(metrics.titleLine, implicitHeight)

    FontMetrics {
        id: sample
        font.family: title.metrics.family
        font.pixelSize: title.metrics.title
        font.weight: Font.Bold
    }
}
