// What is being bought, for how much, and how many: the number is changed here. In one row, or, where
// the strip is as high as a card, one below the other.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

QuietCard {
    id: strip

    required property CodeScreenData screen
    property bool tall: false

    readonly property MetricsData metrics: bridge.metrics
    readonly property bool folded: metrics.larger && !metrics.wide // the number stands beside the amount
    readonly property bool scarce: folded && metrics.low // where to show a code needs the room
    readonly property int pad: metrics.larger ? metrics.gap * (metrics.wide ? 0.5 : 1) : metrics.gapWide
    readonly property int side: metrics.wide ? metrics.gap : pad
    readonly property int amountSize: metrics.larger ? metrics.balance : metrics.amount // where the strip is a card
    readonly property int between: metrics.gap * (metrics.larger ? 0.4 : 0.3)
    readonly property int wordsWidth: folded || tall ? width - 2 * side : stepper.x - 2 * side

    implicitHeight: Math.max(words.height, stepper.height) + 1.5 * pad + (folded ? Math.max(0, stepper.height - amount.height) : 0)

    Amount {
        id: measured
        visible: false
        bridge: strip.bridge
        coins: strip.screen.price?.coins ?? ""
        pixelSize: strip.amountSize
    }
    FontMetrics {
        id: ruler
        font.family: strip.metrics.family
        font.pixelSize: 100
        font.weight: Font.Bold
    }
    readonly property real besideStepper: !stepper.active ? Infinity : folded ? stepper.x - side - metrics.gap : wordsWidth

    FitSize {
        id: fit
        texts: [strip.screen.item]
        width: strip.wordsWidth
        room: strip.tall ? (strip.metrics.larger && more.text !== "" ? 1.8 : 2.9) * largest : strip.scarce ? 1.6 * largest : strip.folded ? Infinity : strip.metrics.body * 1.6 // two lines, any, one
        largest: strip.tall && !strip.metrics.larger ? strip.metrics.title
               : strip.scarce ? strip.metrics.note : strip.metrics.body
        smallest: strip.metrics.note * (strip.metrics.larger && (strip.tall || strip.scarce) ? 0.8 : 1)
    }
    Item { // no Column: it would lay itself out later than the scene above is drawn
        id: words
        x: strip.side
        y: strip.tall ? (strip.height - height - (stepper.active ? stepper.height + strip.metrics.gap : 0)) / 2
                      : strip.folded ? strip.pad * 0.75 : (strip.height - height) / 2
        width: strip.wordsWidth
        height: item.implicitHeight + (amount.visible ? strip.between + amount.implicitHeight : 0)
            + (more.visible ? more.implicitHeight : 0)

        Words {
            id: item
            text: strip.screen.item
            pixelSize: fit.pixelSize
            strong: true
            color: strip.bridge.theme.text
            width: parent.width
        }
        Amount {
            id: amount
            bridge: strip.bridge
            visible: strip.screen.price !== null
            coins: strip.screen.price?.coins ?? ""
            won: strip.metrics.larger ? "" : strip.screen.price?.won ?? ""
            pixelSize: strip.tall ? Math.min(strip.amountSize, strip.amountSize * strip.wordsWidth / Math.max(1, measured.implicitWidth))
                : strip.metrics.larger ? Math.min(strip.metrics.balance, strip.amountSize * strip.besideStepper / Math.max(1, measured.implicitWidth)) : strip.metrics.body
            room: strip.tall ? strip.wordsWidth : Infinity
            y: parent.height - height - (more.visible ? more.implicitHeight : 0)
        }
        Words { // in the colour of text: it is to be paid as well
            id: more

            readonly property real most: width / Math.max(1, ruler.advanceWidth(text)) * ruler.font.pixelSize
            readonly property int usual: strip.metrics.larger || (strip.metrics.wide && !strip.tall) ? strip.metrics.note : strip.metrics.body

            visible: amount.visible && text !== ""
            text: (strip.tall && strip.metrics.larger ? strip.screen.price?.moreShort : "") || (strip.screen.price?.more ?? "")
            pixelSize: most < usual && most >= 0.8 * usual ? most : usual
            strong: true
            color: strip.bridge.theme.text
            width: parent.width
            y: parent.height - height
        }
    }
    Loader {
        id: stepper
        active: strip.screen.quantity !== null
        x: strip.tall ? strip.side : strip.width - width - strip.side
        y: strip.tall ? words.y + words.height + strip.metrics.gap
         : strip.folded ? strip.height - height - strip.pad * 0.75 : (strip.height - height) / 2
        sourceComponent: QuantityStepper {
            bridge: strip.bridge
            quantity: strip.screen.quantity
        }
    }
}
