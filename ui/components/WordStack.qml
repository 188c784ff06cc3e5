// Paragraphs below each other, all in the largest of the sizes at which they fit into the room: long
// words of a facility are set a step smaller rather than cut off. All begin at one left edge. A paragraph
// about coins has the coin before it, and any may have a mark of certainty below it.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Item {
    id: stack

    required property KioskBridge bridge
    required property var parts // of {name, text, strong, soft, coin, mark, markText}; all but text may be absent
    required property int room // height for all of them together

    readonly property MetricsData metrics: bridge.metrics
    readonly property int between: metrics.gap * (!metrics.larger ? metrics.wide ? 0.8 : 1 : metrics.wide ? 0.4 : 0.7)
    readonly property int largest: !metrics.larger && (metrics.wide || metrics.low) ? metrics.balance : metrics.body
    readonly property int middle: (largest + smallest) / 2
    readonly property int smallest: metrics.note
    readonly property bool flat: metrics.larger && (metrics.wide || metrics.low) // large type is set smaller still before anything is cut off
    readonly property real slack: metrics.low ? metrics.gap * 1.6 : 0 // to what stands above and below
    readonly property int less: flat ? metrics.note * 0.9 : smallest
    readonly property int least: flat ? metrics.note * 0.8 : smallest
    readonly property int coinSize: metrics.larger ? middle : largest // large type: what happened stands out
    readonly property int markSize: metrics.larger ? metrics.note : middle
    readonly property bool fits: atSmallest.height <= room && longestWord * smallest <= width
    readonly property int pixelSize: atLargest.fits ? largest : atMiddle.fits ? middle : atSmallest.height <= room + slack ? smallest : atLess.height <= room ? less : least
    readonly property real longestWord: single.implicitWidth / single.pixelSize // of the type's size

    implicitHeight: shown.height

    component Layer: Column {
        id: layer

        required property int pixelSize
        readonly property bool fits: height <= stack.room && stack.longestWord * pixelSize <= width - (stack.parts.some(each => each.coin ?? false) ? 1.1 * pixelSize + stack.metrics.gap : 0)

        width: stack.width
        spacing: stack.between

        Repeater {
            model: stack.parts
            delegate: Item {
                id: part

                required property var modelData

                readonly property KioskBridge bridge: stack.bridge
                readonly property bool said: modelData.text !== "" // else its mark says it alone
                readonly property bool coined: (modelData.coin ?? false) && said && (stack.bridge.frame?.coined ?? true)
                readonly property bool marked: (modelData.markText ?? "") !== ""
                readonly property int typeSize: modelData.coin ?? false ? Math.min(layer.pixelSize, stack.coinSize) : layer.pixelSize
                readonly property int markSize: said ? Math.min(layer.pixelSize, stack.markSize) : typeSize

                width: layer.width
                height: mark.y + mark.height

                Picture {
                    visible: part.coined
                    bridge: part.bridge
                    name: "coin"
                    width: part.typeSize
                    height: width
                    y: (words.height / words.lineCount - height) / 2 // beside the first line
                }
                Words {
                    id: words
                    objectName: part.modelData.name ?? ""
                    visible: part.said
                    text: part.modelData.text
                    pixelSize: part.typeSize
                    strong: part.modelData.strong ?? false
                    color: part.modelData.soft ?? false ? part.bridge.theme.soft : part.bridge.theme.text
                    x: part.coined ? part.typeSize * 1.1 + stack.metrics.gap * 0.6 : 0
                    width: part.width - x
                }
                Loader {
                    id: mark
                    active: part.marked
                    y: part.said ? words.height : 0
                    sourceComponent: CertaintyMark {
                        bridge: part.bridge
                        certainty: part.modelData.mark
                        text: part.modelData.markText
                        pixelSize: part.markSize
                        width: Math.min(part.width, implicitWidth)
                        height: implicitHeight
                    }
                }
            }
        }
    }

    Words { // each word in a line of its own
        id: single
        visible: false
        text: stack.parts.map(each => each.text).join(" ").split(/[ \n]+/).join("\n")
        pixelSize: 100
        strong: true
        wrapMode: Text.NoWrap
    }
    Layer {
        id: atLargest
        visible: false
        pixelSize: stack.largest
    }
    Layer {
        id: atMiddle
        visible: false
        pixelSize: stack.middle
    }
    Layer {
        id: atSmallest
        visible: false
        pixelSize: stack.smallest
    }
    Layer {
        id: atLess
        visible: false
        pixelSize: stack.less
    }
    Layer {
        id: shown
        pixelSize: stack.pixelSize
    }
}
