// A word to the person that is not part of the question: staff are coming, take your time. It stands
// where the step stands, so that nothing below it moves under a finger; words too long for the room
// are set smaller.
import QtQuick
import KioskTypes

Rectangle {
    id: card

    required property KioskBridge bridge
    required property string text
    required property int room // down to where the title ends

    readonly property MetricsData metrics: bridge.metrics
    readonly property int pad: metrics.gap * (metrics.wide ? 0.4 : 0.8)
    readonly property bool single: oneLine.implicitWidth <= words.width
    readonly property int inLine: metrics.label * words.width / Math.max(1, oneLine.implicitWidth) // fills one line
    readonly property int least: metrics.wide ? Math.max(inLine, metrics.title * 0.5) : metrics.label

    implicitHeight: words.height + pad
    radius: metrics.radius
    color: bridge.theme.chosen
    border.color: bridge.theme.lead
    border.width: Math.max(1, metrics.edge)

    Words {
        id: oneLine
        visible: false
        text: card.text
        pixelSize: card.metrics.label
        strong: true
        wrapMode: Text.NoWrap
    }
    FitSize {
        id: fit
        texts: [card.text]
        width: words.width
        room: card.room - card.pad
        largest: card.metrics.wide ? card.metrics.note : card.metrics.body
        smallest: card.least
    }
    Words {
        id: words
        objectName: "notice"
        text: card.text
        pixelSize: card.single ? card.metrics.label : fit.pixelSize
        strong: true
        color: card.bridge.theme.text
        x: card.metrics.gap * (card.metrics.wide ? 0.8 : 1.2)
        y: (card.height - height) / 2
        width: card.width - 2 * x
    }
}
