// How the machine is: a label and its state in each line, the one that matters in strong words.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Grid {
    id: lines

    required property KioskBridge bridge
    required property var model
    property int pixelSize: bridge.metrics.note

    columns: 1
    rowSpacing: bridge.metrics.larger ? 0 : bridge.metrics.gap * 0.5
    columnSpacing: bridge.metrics.gapWide * 2

    Repeater {
        model: lines.model
        delegate: Item {
            id: line

            required property BalanceLineData modelData

            width: (lines.width - (lines.columns - 1) * lines.columnSpacing) / lines.columns
            height: Math.max(label.implicitHeight, state.implicitHeight)

            Words {
                id: label
                text: line.modelData.label
                pixelSize: lines.pixelSize
                color: lines.bridge.theme.soft
                width: Math.min(implicitWidth, parent.width * 0.6)
            }
            Words {
                id: state
                text: line.modelData.amount
                pixelSize: lines.pixelSize
                strong: line.modelData.strong
                color: lines.bridge.theme.text
                horizontalAlignment: Text.AlignRight
                x: label.width + lines.bridge.metrics.gap
                width: parent.width - x
            }
        }
    }
}
