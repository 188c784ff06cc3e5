// A word to the person that is not part of the question: staff are coming, take your time. It stands
// where the step stands, so that nothing below it moves under a finger; on a landscape panel it is a
// band over the whole row of the title. Words too long for the room are set smaller.
import QtQuick
import KioskTypes

Rectangle {
    id: card

    required property KioskBridge bridge
    required property string text
    required property int room // down to where the content begins
    property int taken: 0 // of the row's width, by a pager

    readonly property MetricsData metrics: bridge.metrics
    readonly property bool band: metrics.wide
    readonly property int pad: band ? 0 : metrics.gap * 0.8
    readonly property bool single: oneLine.implicitWidth <= words.width

    implicitHeight: words.implicitHeight + pad
    radius: band ? 0 : metrics.radius
    color: bridge.theme.chosen
    border.color: bridge.theme.lead
    border.width: band ? 0 : Math.max(1, metrics.edge)

    Rectangle {
        visible: card.band
        anchors.bottom: parent.bottom
        width: parent.width
        height: card.metrics.edge
        color: card.bridge.theme.lead
    }
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
        largest: card.band ? card.metrics.note : card.metrics.body
        smallest: card.band ? Math.ceil(card.metrics.note * 0.8) : card.metrics.label
    }
    Words {
        id: words
        objectName: "notice"
        text: card.text
        pixelSize: card.single ? card.metrics.label : fit.pixelSize
        strong: true
        color: card.bridge.theme.text
        x: card.band ? card.metrics.margin : card.pad * 1.5
        y: (card.height - height) / 2
        width: card.width - 2 * x - card.taken
    }
}
