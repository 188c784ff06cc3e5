// The choices of one question in even rows: few choices get large cards, many share the room.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Item {
    id: grid

    required property KioskBridge bridge
    required property var choices
    property int columns: bridge.metrics.columns
    property int rows: bridge.metrics.rows
    property int tallest: height
    property int nameSize: bridge.metrics.body
    property bool pictured: true

    readonly property int gap: bridge.metrics.gap
    readonly property int cellWidth: (width - (columns - 1) * gap) / columns
    readonly property int cellHeight: Math.min(tallest, (height - (rows - 1) * gap) / rows)

    Repeater {
        model: grid.choices
        delegate: ChoiceCard {
            required property int index
            required property ChoiceData modelData

            bridge: grid.bridge
            choice: modelData
            nameSize: grid.nameSize
            pictured: grid.pictured
            x: (index % grid.columns) * (grid.cellWidth + grid.gap)
            y: Math.floor(index / grid.columns) * (grid.cellHeight + grid.gap)
            width: grid.cellWidth
            height: grid.cellHeight
        }
    }
}
