// The machine's own code for a phone that reads it, and below it the word about it. It is never smaller than
// 40 mm; where both do not fit, the word stands beside it or is set smaller. White in every theme.
import QtQuick
import KioskTypes

Item {
    id: offered

    required property KioskBridge bridge
    required property var rows
    required property string words

    readonly property MetricsData metrics: bridge.metrics
    readonly property int modules: rows.length + 8 // with its quiet zone
    readonly property int between: words === "" ? 0 : metrics.gap * 0.5
    readonly property real leastCode: metrics.gap * 8 // 40 mm
    readonly property int leastModule: Math.max(4, Math.ceil(leastCode / Math.max(1, rows.length)))
    readonly property int wordSize: fit.pixelSize
    readonly property int worded: words === "" ? 0 : said.height + between
    readonly property int side: Math.max(leastModule * modules, Math.min(width, height - worded, metrics.gap * 15))

    FitSize {
        id: fit
        texts: [said.text]
        width: offered.width
        room: offered.height - offered.between - offered.leastModule * offered.modules
        largest: offered.metrics.larger ? offered.metrics.note : offered.metrics.body
        smallest: offered.metrics.note
    }
    ShownCode {
        id: code
        objectName: "shown-code"
        rows: offered.rows
        width: offered.side
        height: offered.side
        x: Math.round((offered.width - width) / 2)
        y: Math.round((offered.height - offered.worded - height) / 2)
    }
    Words {
        id: said
        objectName: "guide"
        visible: text !== ""
        text: offered.words
        pixelSize: offered.wordSize
        strong: true
        color: offered.bridge.theme.text
        horizontalAlignment: Text.AlignHCenter
        y: code.y + code.height + offered.between
        width: offered.width
    }
}
