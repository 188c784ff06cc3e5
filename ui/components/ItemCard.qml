// The thing and its price, read back large before coins go.
import QtQuick
import KioskTypes

QuietCard {
    id: card

    required property string item
    required property string picture
    property PriceData price: null
    property int amountSize: bridge.metrics.amount
    property bool pictured: true

    readonly property MetricsData metrics: bridge.metrics
    readonly property int pad: metrics.larger ? metrics.gap * 1.4 : metrics.gapWide
    readonly property int inner: width - 2 * pad - (drawn.visible ? drawn.width + pad : 0)

    implicitHeight: words.height + 2 * (metrics.larger ? metrics.gap * 0.8 : metrics.gapWide)

    Column {
        id: words
        x: card.pad
        anchors.verticalCenter: parent.verticalCenter
        spacing: card.metrics.larger ? 0 : card.metrics.gap * 0.4

        Words {
            text: card.item
            pixelSize: card.metrics.larger ? card.metrics.body : card.metrics.balance
            strong: true
            color: card.bridge.theme.text
            width: card.inner
        }
        Amount {
            visible: card.price !== null
            bridge: card.bridge
            coins: card.price?.coins ?? ""
            won: card.price?.won ?? ""
            pixelSize: card.amountSize
            room: card.inner
        }
    }
    Picture {
        id: drawn
        visible: card.pictured && card.picture !== "" && !card.metrics.larger
        bridge: card.bridge
        name: card.picture
        height: Math.round(card.width * 0.16)
        width: height * 1.5
        x: card.width - width - card.pad
        y: (card.height - height) / 2
    }
}
