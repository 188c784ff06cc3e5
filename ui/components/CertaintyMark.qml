// How sure the payment is. Each certainty has a shape, a sign, a colour and words of its own, so that
// grey or small they are still told apart: a full disc with a check, an open square with the hands of a
// clock, a full octagon with a cross, an open diamond with a question mark. Where no coins were used
// nothing is wrong with them: that stands in the colour of text, not of danger.
import QtQuick
import KioskTypes

Item {
    id: mark

    required property KioskBridge bridge
    required property string certainty
    required property string text
    property int pixelSize: bridge.metrics.note

    readonly property var inks: ({
            "confirmed": bridge.theme.success,
            "recorded": bridge.theme.caution,
            "refused": bridge.theme.text,
            "unknown": bridge.theme.caution
        })
    readonly property color ink: inks[certainty]

    implicitHeight: Math.max(shape.height, words.height)
    implicitWidth: words.x + words.implicitWidth

    Picture {
        id: shape
        objectName: "certainty-shape"
        bridge: mark.bridge
        name: `certainty-${mark.certainty}`
        tint: mark.ink
        width: Math.round(mark.pixelSize * 1.1)
        height: width
        y: Math.max(0, (words.height / words.lineCount - height) / 2) // beside the first line
    }
    Words {
        id: words
        objectName: "certainty"
        text: mark.text
        pixelSize: mark.pixelSize
        strong: true
        color: mark.ink
        x: shape.width + mark.bridge.metrics.gap * 0.6
        y: (mark.implicitHeight - height) / 2
        width: mark.width - x
    }
}
