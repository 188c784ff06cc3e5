// A component in each of its states, with its name and a line on when to use it.
import QtQuick
import KioskTypes
import "../components"

Rectangle {
    id: page

    required property KioskBridge bridge
    required property var about // name, use, states: the captions in their order
    required property var examples // screens by name
    default property alias specimens: flow.data

    readonly property MetricsData metrics: bridge.metrics
    readonly property ThemeData theme: bridge.theme
    readonly property int inner: width - 2 * metrics.margin
    readonly property int third: (inner - 2 * flow.spacing) / 3
    readonly property int half: (inner - flow.spacing) / 2

    width: metrics.width
    height: Math.max(metrics.height, flow.y + flow.height + metrics.margin)
    color: theme.page

    LetteringOf {
        metrics: page.metrics
    }
    Words {
        id: name
        text: page.about.name
        pixelSize: page.metrics.title * (page.metrics.larger ? 0.7 : 1)
        strong: true
        color: page.theme.text
        x: page.metrics.margin
        y: page.metrics.margin
        width: page.inner
    }
    Words {
        id: use
        text: page.about.use
        pixelSize: page.metrics.note * (page.metrics.larger ? 0.6 : 1)
        color: page.theme.soft
        x: page.metrics.margin
        y: name.y + name.height
        width: page.inner
    }
    Rectangle {
        id: rule
        color: page.theme.line
        x: page.metrics.margin
        y: use.y + use.height + page.metrics.gap
        width: page.inner
        height: page.metrics.edge
    }
    Flow {
        id: flow
        spacing: page.metrics.gapWide
        x: page.metrics.margin
        y: rule.y + page.metrics.gapWide
        width: page.inner
    }
}
