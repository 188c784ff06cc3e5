// A word to the person that is not part of the question: staff are coming, take your time. It stands
// where the step stands, so that nothing below it moves under a finger.
import QtQuick
import KioskTypes

Rectangle {
    id: card

    required property KioskBridge bridge
    required property string text

    readonly property int pad: bridge.metrics.gap * 0.8
    required property int room // down to where the title ends
    readonly property bool single: oneLine.implicitWidth <= words.width

    implicitHeight: words.height + pad
    radius: bridge.metrics.radius
    color: bridge.theme.chosen
    border.color: bridge.theme.lead
    border.width: Math.max(1, bridge.metrics.edge)

    Words {
        id: oneLine
        visible: false
        text: card.text
        pixelSize: card.bridge.metrics.label
        strong: true
        wrapMode: Text.NoWrap
    }
    FitSize {
        id: fit
        texts: [card.text]
        width: words.width
        room: card.room - card.pad
        largest: card.bridge.metrics.body
        smallest: card.bridge.metrics.label
    }
    Words {
        id: words
        objectName: "notice"
        text: card.text
        pixelSize: card.single ? card.bridge.metrics.label : fit.pixelSize
        strong: true
        color: card.bridge.theme.text
        x: card.pad * 1.5
        y: (card.height - height) / 2
        width: card.width - 2 * x
    }
}
