// A place for each digit, in groups with their labels below; or one place for an amount, read as a whole. The next one is marked by its edge. A
// screen reader hears how far one is, never the digits.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Item {
    id: row

    required property KioskBridge bridge
    required property var cells
    required property var groups
    required property var labels
    required property string entered
    property string amount: "" // as it is read, in the place of cells
    property bool begun: true
    property int cellHeight: bridge.metrics.gap * 6

    readonly property MetricsData metrics: bridge.metrics
    readonly property bool whole: amount !== ""
    readonly property int next: cells.indexOf("")
    readonly property bool few: cells.length <= 8 // a PIN; a date and a time need the whole width
    readonly property bool narrow: metrics.wide && metrics.larger // half a panel for large digits
    readonly property int between: metrics.gap * (few ? 1 : narrow ? 0.24 : 0.4)
    readonly property int apart: metrics.gap * (few ? 2.4 : narrow ? 0.9 : 1.2)
    readonly property int labelSize: metrics.wide ? metrics.note : metrics.label
    readonly property real shared: width - (groups.length - 1) * apart - (cells.length - groups.length) * between
    readonly property real cellWidth: Math.floor(Math.min(cellHeight * 0.84, shared / Math.max(1, cells.length)))
    readonly property int tall: Math.min(cellHeight, cellWidth * 1.8) // a place is no slot
    readonly property int digitSize: Math.min(metrics.amount, tall * 0.88, Math.max(metrics.note, cellWidth * 1.2))
    readonly property real used: cells.length * cellWidth + width - shared
    readonly property int below: metrics.gap * (narrow ? 0.2 : 0.3) // between cells and labels

    implicitHeight: whole ? cellHeight : tall + (labels.length > 0 ? below + sample.implicitHeight : 0)
    Accessible.role: Accessible.StaticText
    Accessible.name: entered

    function startOf(group: int): int {
        return groups.slice(0, group).reduce((sum, each) => sum + each, 0);
    }

    Words {
        id: sample
        visible: false
        text: row.labels[0] ?? ""
        pixelSize: row.labelSize
        strong: true
    }
    Words {
        id: measured
        visible: false
        text: row.amount
        pixelSize: row.cellHeight * 0.78
        strong: true
        wrapMode: Text.NoWrap
    }
    Rectangle {
        visible: row.whole
        radius: row.metrics.radius
        color: row.bridge.theme.page
        border.color: row.bridge.theme.lead
        border.width: row.metrics.edgeChosen * 1.25
        width: row.width
        height: row.cellHeight
        Accessible.ignored: true

        Words {
            objectName: "amount"
            text: row.amount
            pixelSize: Math.min(row.metrics.amount, row.cellHeight * 0.78, row.cellHeight * 0.78 * (row.width - 2 * row.metrics.gap) / Math.max(1, measured.implicitWidth))
            strong: true
            wrapMode: Text.NoWrap
            color: row.begun ? row.bridge.theme.text : row.bridge.theme.faint
            anchors.centerIn: parent
            Accessible.ignored: true
        }
    }
    Row {
        visible: !row.whole
        x: Math.round((row.width - row.used) / 2)
        spacing: row.apart

        Repeater {
            model: row.groups
            delegate: Column {
                id: group

                required property int index
                required property int modelData

                readonly property int first: row.startOf(index)

                spacing: row.below

                Row {
                    id: places
                    spacing: row.between

                    Repeater {
                        model: group.modelData
                        delegate: DigitCell {
                            required property int index

                            readonly property int place: (group?.first ?? 0) + index // a group goes before its cells

                            bridge: row.bridge
                            digit: row.cells[place] ?? ""
                            next: row.next === place
                            pixelSize: row.digitSize
                            width: row.cellWidth
                            height: row.tall
                        }
                    }
                }
                Words {
                    visible: row.labels.length > 0
                    text: row.labels[group.index] ?? ""
                    pixelSize: row.labelSize
                    strong: true
                    wrapMode: Text.NoWrap
                    color: row.bridge.theme.soft
                    horizontalAlignment: Text.AlignHCenter
                    width: places.width
                    Accessible.ignored: true
                }
            }
        }
    }
}
