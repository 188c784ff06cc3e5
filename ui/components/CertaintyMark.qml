// How sure the payment is: confirmed is a filled round check, recorded an outlined square with a
// clock; each with its own words and colour, so that it can be told without colour.
import QtQuick
import KioskTypes

Item {
    id: mark

    required property KioskBridge bridge
    required property string certainty
    required property string text
    property int pixelSize: bridge.metrics.note

    readonly property bool confirmed: certainty === "confirmed"
    readonly property color ink: confirmed ? bridge.theme.success : bridge.theme.caution

    implicitHeight: Math.max(shape.height, words.height)

    Rectangle {
        id: shape
        width: mark.pixelSize * 1.15
        height: width
        radius: mark.confirmed ? width / 2 : width * 0.2
        color: mark.confirmed ? mark.ink : "transparent"
        border.color: mark.ink
        border.width: mark.bridge.metrics.edgeChosen

        Picture {
            bridge: mark.bridge
            name: mark.confirmed ? "icon-check" : "icon-clock"
            tint: mark.confirmed ? mark.bridge.theme.page : mark.ink
            anchors.fill: parent
            anchors.margins: parent.width * 0.18
        }
    }
    Words {
        id: words
        objectName: "certainty"
        text: mark.text
        pixelSize: mark.pixelSize
        strong: true
        color: mark.ink
        x: shape.width + mark.bridge.metrics.gap
        y: (mark.implicitHeight - height) / 2
        width: mark.width - x
    }
}
