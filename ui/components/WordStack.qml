// Paragraphs below each other, all in the largest of three sizes at which they fit into the room: long
// words of a facility are set a step smaller rather than cut off. A paragraph may lie on a card of its own
// and may have a mark of certainty below it.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Item {
    id: stack

    required property KioskBridge bridge
    required property var parts // of {name, text, strong, soft, carded, mark, markText}; all but text may be absent
    required property int room // height for all of them together
    property bool centred: false

    readonly property MetricsData metrics: bridge.metrics
    readonly property int between: metrics.gap * (!metrics.larger ? metrics.wide ? 0.8 : 1 : metrics.wide ? 0.4 : 0.7)
    readonly property int padX: metrics.larger ? metrics.gap : metrics.gapWide
    readonly property int padY: metrics.gap * (!metrics.larger ? metrics.wide ? 0.7 : 1 : metrics.wide ? 0.3 : 0.6)
    readonly property int largest: metrics.wide && !metrics.larger ? metrics.balance : metrics.body
    readonly property int middle: (largest + smallest) / 2
    readonly property int smallest: metrics.note
    readonly property int markSize: metrics.larger ? metrics.note : middle
    readonly property bool fits: atSmallest.height <= room && longestWord * smallest <= width
    readonly property int pixelSize: atLargest.fits ? largest : atMiddle.fits ? middle : smallest
    readonly property real longestWord: single.implicitWidth / single.pixelSize // of the type's size

    implicitHeight: shown.height

    component Layer: Column {
        id: layer

        required property int pixelSize
        readonly property bool fits: height <= stack.room && stack.longestWord * pixelSize <= width - 2 * stack.padX

        width: stack.width
        spacing: stack.between

        Repeater {
            model: stack.parts
            delegate: QuietCard {
                id: part

                required property var modelData

                readonly property bool carded: modelData.carded ?? false
                readonly property bool marked: (modelData.markText ?? "") !== ""
                readonly property int markSize: Math.min(layer.pixelSize, stack.markSize)
                readonly property int above: words.text !== "" ? words.height : 0

                bridge: stack.bridge
                color: carded ? bridge.theme.quiet : "transparent"
                border.width: carded && bridge.theme.contrast ? Math.max(1, bridge.metrics.edge / 2) : 0
                width: layer.width
                height: mark.y + mark.height + words.y

                Words {
                    id: words
                    objectName: part.modelData.name ?? ""
                    visible: text !== ""
                    text: part.modelData.text
                    pixelSize: layer.pixelSize
                    strong: part.modelData.strong ?? false
                    color: part.modelData.soft ?? false ? part.bridge.theme.soft : part.bridge.theme.text
                    horizontalAlignment: stack.centred ? Text.AlignHCenter : Text.AlignLeft
                    x: part.carded ? stack.padX : 0
                    y: part.carded ? stack.padY : 0
                    width: part.width - 2 * x
                }
                Loader {
                    id: mark
                    active: part.marked
                    y: words.y + part.above
                    sourceComponent: CertaintyMark {
                        bridge: part.bridge
                        certainty: part.modelData.mark
                        text: part.modelData.markText
                        pixelSize: part.markSize
                        x: stack.centred ? Math.max(0, (part.width - implicitWidth) / 2) : words.x
                        width: Math.min(part.width - words.x - x, implicitWidth)
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
        id: shown
        pixelSize: stack.pixelSize
    }
}
