// The thing and its price, read back large before coins go, and below them what else is to be known of it. Where the place is small the amount is set a
// step smaller, then the thing.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

QuietCard {
    id: card

    required property string item
    required property string picture
    required property real room // height it may take
    property PriceData price: null
    property bool tight: false // nearer to its edges
    property var facts: [] // of {label, amount, strong, mark}

    readonly property MetricsData metrics: bridge.metrics
    // the picture stands above the words, else right of them if that leaves the amount its size
    readonly property bool stacked: metrics.wide || (!metrics.low && price !== null && beside < width * 0.24)
    readonly property int pad: !metrics.larger ? metrics.gapWide : metrics.wide ? metrics.gap : metrics.gap * 1.4
    readonly property int padY: tight ? metrics.gap : !metrics.larger ? metrics.gapWide : metrics.gap * 0.8
    readonly property bool pictured: picture !== "" && !metrics.larger && (stacked || metrics.low || facts.length <= 2)
    readonly property real beside: width - 3 * pad - most.narrowest // what the largest amount leaves
    readonly property real drawnWidth: metrics.low ? width * 0.24 : price === null ? width * 0.45 : beside < width * 0.24 ? width * 0.34 : Math.min(width * 0.34, beside)
    readonly property int aside: pictured && !stacked ? drawnWidth : 0 // width of the picture
    readonly property int inner: width - 2 * pad - (aside > 0 ? aside + pad : 0)
    readonly property int told: facts.length > 0 ? rows.height + metrics.gap * (metrics.larger ? 0.3 : tight ? 0.5 : 1) : 0
    readonly property real upper: height - told // without the facts
    readonly property real spare: upper - 2 * padY - words.height - metrics.gap
    readonly property int itemSize: metrics.larger ? metrics.body : price === null ? metrics.title : metrics.balance
    readonly property real widest: price === null ? 0 : sample.advanceWidth(price.coins) / 100 + (bridge.frame?.coined ?? true ? 1 : 0.02) // of the amount's size
    readonly property int leastHeight: least.height + 2 * padY + told
    readonly property var chosen: fits(most) ? most : fits(smaller) ? smaller : least

    implicitHeight: chosen.height + 2 * padY + told

    function fits(layer: var): bool {
        return layer.height + 2 * padY + told <= room && layer.across <= inner;
    }

    component Layer: Column {
        id: layer

        property int itemSize: card.itemSize
        property int amountSize: card.metrics.body
        readonly property real across: card.price === null ? 0 : amount.implicitWidth
        readonly property real narrowest: card.price === null ? 0 : amount.narrowest

        width: card.inner
        spacing: card.metrics.larger ? 0 : card.metrics.gap * 0.4

        Words {
            text: card.item
            pixelSize: layer.itemSize
            strong: true
            color: card.bridge.theme.text
            width: parent.width
        }
        Amount {
            id: amount
            visible: card.price !== null
            bridge: card.bridge
            coins: card.price?.coins ?? ""
            won: card.price?.won ?? ""
            pixelSize: layer.amountSize
            wonSize: card.metrics.larger || card.metrics.low ? card.metrics.note : card.metrics.body
            room: card.inner
        }
    }

    Layer {
        id: most
        visible: false
        amountSize: card.metrics.amount
    }
    Layer {
        id: smaller
        visible: false
    }
    Layer {
        id: least
        visible: false
        itemSize: card.metrics.note
        amountSize: Math.min(card.metrics.body, card.inner / Math.max(1, card.widest))
    }
    FontMetrics {
        id: sample
        font.family: card.metrics.family
        font.pixelSize: 100
        font.weight: Font.Bold
    }
    Layer {
        id: words
        itemSize: card.chosen.itemSize
        amountSize: card.chosen.amountSize
        x: card.pad
        y: drawn.visible && card.stacked ? card.upper - card.padY - height : (card.upper - height) / 2
    }
    Picture {
        id: drawn
        visible: card.pictured && (!card.stacked || card.spare >= 3 * card.metrics.gap)
        bridge: card.bridge
        name: card.picture
        horizontalAlignment: card.stacked ? Image.AlignLeft : Image.AlignHCenter
        x: card.stacked ? card.pad : card.width - width - card.pad
        y: card.stacked ? card.padY : (card.upper - height) / 2
        width: card.stacked ? card.inner : card.aside
        height: card.stacked ? card.spare : Math.min(width / 1.5, card.upper - 2 * card.padY)
    }
    StateLines {
        id: rows
        objectName: "facts"
        visible: card.facts.length > 0
        bridge: card.bridge
        model: card.facts
        pixelSize: card.metrics.larger || card.stacked || card.facts.length > 2 ? card.metrics.note // the amount stays the largest
         : card.metrics.body
        x: card.pad
        y: card.height - card.padY - height
        width: card.width - 2 * card.pad
    }
}
