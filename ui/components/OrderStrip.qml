// What is being bought, for how much, and how many: the number is changed here.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

QuietCard {
    id: strip

    required property CodeScreenData screen

    readonly property MetricsData metrics: bridge.metrics
    readonly property int pad: metrics.larger ? metrics.gap : metrics.gapWide

    implicitHeight: Math.max(words.height, stepper.height) + 1.5 * pad

    Column {
        id: words
        x: strip.pad
        anchors.verticalCenter: parent.verticalCenter
        spacing: strip.metrics.gap * (strip.metrics.larger ? 0.6 : 0.3)

        Words {
            text: strip.screen.item
            pixelSize: strip.metrics.body
            strong: true
            color: strip.bridge.theme.text
            width: strip.metrics.larger ? strip.width - 2 * strip.pad : stepper.x - strip.pad
        }
        Amount {
            bridge: strip.bridge
            coins: strip.screen.price.coins
            won: strip.metrics.larger ? "" : strip.screen.price.won
            pixelSize: strip.metrics.larger ? strip.metrics.balance : strip.metrics.body
        }
    }
    Loader {
        id: stepper
        active: strip.screen.quantity !== null
        x: strip.width - width - strip.pad
        y: strip.metrics.larger ? strip.height - height - strip.pad * 0.75 : (strip.height - height) / 2
        sourceComponent: QuantityStepper {
            bridge: strip.bridge
            quantity: strip.screen.quantity
        }
    }
}
