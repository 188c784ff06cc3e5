// How the machine is: a label and its state in each line, the one that matters in strong words. What is
// not well has a mark before it; where one line has, all labels stand below each other. A label of one
// word, which can't break, is set a little smaller with its state rather than stand in it.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Grid {
    id: lines

    required property KioskBridge bridge
    required property var model
    property int pixelSize: bridge.metrics.note
    property int across: 1 // columns

    readonly property bool marked: model.some(each => each.mark !== "")
    readonly property int labelX: marked ? pixelSize + bridge.metrics.gap * 0.6 : 0

    rows: Math.ceil(model.length / across)
    flow: Grid.TopToBottom // of two columns the left one first
    rowSpacing: bridge.metrics.larger ? 0 : bridge.metrics.gap * 0.5
    columnSpacing: bridge.metrics.gapWide * 2

    FontMetrics {
        id: plain
        font.family: lines.bridge.metrics.family
        font.pixelSize: 100
    }
    FontMetrics {
        id: bold
        font.family: lines.bridge.metrics.family
        font.pixelSize: 100
        font.weight: Font.Bold
    }
    Repeater {
        model: lines.model
        delegate: Item {
            id: line

            required property BalanceLineData modelData

            readonly property real room: width - lines.labelX - lines.bridge.metrics.gap // for words
            readonly property real most: room / Math.max(1, plain.advanceWidth(modelData.label) + (modelData.strong ? bold : plain).advanceWidth(modelData.amount)) * plain.font.pixelSize
            readonly property int pixelSize: !modelData.label.includes(" ") && most < lines.pixelSize && most >= lines.pixelSize * 0.82 ? most : lines.pixelSize

            width: (lines.width - (lines.across - 1) * lines.columnSpacing) / lines.across
            height: Math.max(label.implicitHeight, state.implicitHeight)

            Loader {
                active: line.modelData.mark !== ""
                width: lines.pixelSize
                height: width
                y: Math.max(0, (label.height / Math.max(1, label.lineCount) - height) / 2) // beside the first line
                sourceComponent: Picture {
                    objectName: "state-mark"
                    bridge: lines.bridge
                    name: line.modelData.mark
                    tint: name === "state-broken" ? bridge.theme.danger : bridge.theme.caution
                }
            }
            Words {
                id: label
                x: lines.labelX
                text: line.modelData.label
                pixelSize: line.pixelSize
                color: lines.bridge.theme.soft
                width: Math.min(implicitWidth, Math.max(line.room * 0.5, line.room - state.implicitWidth))
            }
            Words {
                id: state
                text: line.modelData.amount
                pixelSize: line.pixelSize
                strong: line.modelData.strong
                color: lines.bridge.theme.text
                horizontalAlignment: Text.AlignRight
                x: label.x + label.width + lines.bridge.metrics.gap
                width: parent.width - x
            }
        }
    }
}
