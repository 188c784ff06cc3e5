// A word to the person that is not part of the question: staff are coming, take your time. It never
// moves what lies below it and leaves the step's numbers in sight. Upright it stands beside them; on a
// landscape panel in the place of facility and clock, or as a band over the title. Words too long for
// that also cover the title, and are set smaller if they must.
import QtQuick
import KioskTypes

Rectangle {
    id: card

    required property KioskBridge bridge
    required property string text
    required property bool aside // in the place of facility and clock
    required property int above // how high it may be without covering the title
    required property int room // how high it may be at all
    property int taken: 0 // of a band's width, at its end

    readonly property MetricsData metrics: bridge.metrics
    readonly property bool band: metrics.wide && !aside
    readonly property int pad: metrics.wide ? 0 : metrics.gap * 0.5
    readonly property bool single: usual.lineCount === 1
    readonly property bool covers: band || !aside && usual.implicitHeight + pad > above

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
        id: usual
        visible: false
        text: card.text
        pixelSize: card.aside ? card.metrics.note : card.metrics.label
        strong: true
        width: words.width
    }
    FitSize {
        id: fit
        texts: [card.text]
        width: words.width
        room: card.room - (card.band ? card.metrics.gapLeast : card.pad)
        largest: card.metrics.body
        smallest: card.band ? Math.ceil(card.metrics.note * (card.metrics.larger ? 0.8 : 1)) : card.metrics.label
    }
    Words {
        id: words
        objectName: "notice"
        text: card.text
        pixelSize: card.covers ? fit.pixelSize : usual.pixelSize
        strong: true
        color: card.bridge.theme.text
        x: card.band ? card.metrics.margin : card.metrics.gap * 0.6
        y: (card.height - height) / 2
        width: card.width - 2 * x - card.taken
    }
}
