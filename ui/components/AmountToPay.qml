// What a machine beside this one waits for: its picture, and below, or right of it on a landscape panel, a
// word and the amount, the largest thing on the page. In low mode the picture stands above the reach.
import QtQuick
import KioskTypes

Item {
    id: due

    required property KioskBridge bridge
    required property string picture
    required property string words
    required property string amount

    readonly property MetricsData metrics: bridge.metrics
    readonly property bool wide: metrics.wide
    readonly property int sceneWidth: wide ? width * 0.42 : width
    readonly property int largest: metrics.amount * (metrics.larger ? 1 : 1.3)
    readonly property int toldX: wide ? sceneWidth + metrics.gapWide : 0

    QuietCard {
        bridge: due.bridge
        width: due.wide ? due.sceneWidth : due.width
        height: due.height
    }
    Scene {
        visible: !due.metrics.low
        bridge: due.bridge
        picture: due.picture
        x: due.metrics.gap
        y: due.metrics.gap
        width: due.sceneWidth - 2 * due.metrics.gap
        height: due.wide ? due.height - 2 * y : told.y - 2 * y
    }
    Item {
        id: told
        x: due.toldX
        y: due.wide || due.metrics.low ? (due.height - height) / 2 : due.height - height - due.metrics.gapWide
        width: due.width - x
        height: label.height + sum.implicitHeight

        Words {
            id: label
            objectName: "message"
            text: due.words
            pixelSize: due.metrics.larger ? due.metrics.note : due.metrics.leadWords
            strong: true
            color: due.bridge.theme.text
            horizontalAlignment: due.wide ? Text.AlignLeft : Text.AlignHCenter
            width: parent.width
        }
        Amount { // by another tender: not in the colour of coins
            id: sum
            bridge: due.bridge
            coins: due.amount
            counted: false
            pixelSize: Math.min(due.largest, due.largest * (parent.width - 2 * due.metrics.gap) / Math.max(1, sample.advanceWidth(due.amount)))
            x: due.wide ? 0 : (parent.width - width) / 2
            y: label.height
            width: implicitWidth
        }
    }
    FontMetrics {
        id: sample
        font.family: due.metrics.family
        font.pixelSize: due.largest
        font.weight: Font.Bold
    }
}
