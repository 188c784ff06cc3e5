// What to do here, and below it a quieter word; at the left a picture, unless the type is large. Where
// the place is small the words are set a step smaller; at the last the quieter word gives way.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Item {
    id: guide

    required property KioskBridge bridge
    required property string picture
    required property string message
    required property string hint

    readonly property MetricsData metrics: bridge.metrics
    readonly property bool pictured: picture !== "" && !metrics.larger
    readonly property int drawnMost: metrics.gap * 11 // height of the picture
    readonly property int wordsX: pictured ? drawnMost * 1.5 + metrics.gapWide : 0
    readonly property int wordsWidth: width - wordsX
    readonly property int between: metrics.gap * 0.5
    readonly property real part: usual.fits ? 1 : small.fits ? small.part : least.part // of the type's size
    readonly property int leastHeight: least.wanted

    implicitHeight: Math.max(usual.wanted, pictured ? drawnMost : 0)

    component Message: Words {
        property real part: guide.part

        text: guide.message
        pixelSize: guide.metrics.body * part
        strong: true
        color: guide.bridge.theme.text
        width: guide.wordsWidth
    }
    component Hint: Words {
        property real part: guide.part

        text: guide.hint
        pixelSize: Math.min(guide.metrics.note, guide.metrics.body * part)
        color: guide.bridge.theme.soft
        width: guide.wordsWidth
    }
    component Probe: Item {
        id: probe

        required property real part

        readonly property int wanted: asked.implicitHeight + (guide.hint !== "" ? guide.between + quiet.implicitHeight : 0)
        readonly property bool fits: wanted <= guide.height

        visible: false

        Message { id: asked; part: probe.part }
        Hint { id: quiet; part: probe.part }
    }

    Probe { id: usual; part: 1 }
    Probe { id: small; part: 0.75 }
    Probe { id: least; part: guide.metrics.larger ? 0.6 : 0.75 }

    Picture {
        visible: guide.pictured
        bridge: guide.bridge
        name: guide.picture
        height: Math.min(guide.height, guide.drawnMost)
        width: height * 1.5
        x: (guide.drawnMost * 1.5 - width) / 2
        y: (guide.height - height) / 2
    }
    Column {
        x: guide.wordsX
        y: (guide.height - height) / 2
        spacing: guide.between

        Message {
            objectName: "message"
            visible: text !== ""
        }
        Hint {
            objectName: "hint"
            visible: text !== "" && least.fits
        }
    }
}
