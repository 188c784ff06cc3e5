// How the machine is: a label and its state in each line, the one that matters in strong words.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Column {
    id: lines

    required property KioskBridge bridge
    required property var model
    property int pixelSize: bridge.metrics.note

    spacing: bridge.metrics.larger ? 0 : bridge.metrics.gap * 0.5

    Repeater {
        model: lines.model
        delegate: Item {
            id: line

            required property BalanceLineData modelData

            width: lines.width
            height: Math.max(label.implicitHeight, state.implicitHeight)

            Words {
                id: label
                text: line.modelData.label
                pixelSize: lines.pixelSize
                color: lines.bridge.theme.soft
                wrapMode: Text.NoWrap
            }
            Words {
                id: state
                text: line.modelData.amount
                pixelSize: lines.pixelSize
                strong: line.modelData.strong
                color: lines.bridge.theme.text
                horizontalAlignment: Text.AlignRight
                x: label.implicitWidth + lines.bridge.metrics.gap
                width: parent.width - x
            }
        }
    }
}
