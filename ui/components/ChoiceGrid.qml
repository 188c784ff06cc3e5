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

    // one width for all pictures that stand left of the words: what the longest name leaves
    readonly property real longest: Math.max(...choices.map(each => sample.advanceWidth(each.name))) * nameSize / 100
    readonly property int sideWidth: columns > 1 ? cellWidth * 0.3
        : Math.max(cellWidth * 0.19, Math.min(cellWidth * 0.45, cellHeight * 1.2, cellWidth - longest - 5 * gap))

    FontMetrics {
        id: sample
        font.family: Lettering.family
        font.pixelSize: 100
        font.weight: Font.Bold
    }
    Repeater {
        model: grid.choices
        delegate: ChoiceCard {
            required property int index
            required property ChoiceData modelData

            bridge: grid.bridge
            choice: modelData
            nameSize: grid.nameSize
            sideWidth: grid.sideWidth
            pictured: grid.pictured && choice.picture !== ""
            x: (index % grid.columns) * (grid.cellWidth + grid.gap)
            y: Math.floor(index / grid.columns) * (grid.cellHeight + grid.gap)
            width: grid.cellWidth
            height: grid.cellHeight
        }
    }
}
