// Now, used, left: three lines, the one that matters below a rule. Each keeps to one line: where its words
// are too wide or all of them too high, the type is set a step smaller, the same for all three; they come
// nearer to each other before that.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Column {
    id: lines

    required property KioskBridge bridge
    required property var model
    property int pixelSize: bridge.metrics.balance
    property real room: Infinity // height for all of them
    property real loose: metrics.larger ? metrics.gap * 0.4 : metrics.gapWide // between them, where there is room

    readonly property MetricsData metrics: bridge.metrics
    readonly property real raise: metrics.larger ? 1 : 1.14 // of the line that matters, where there is room for it
    readonly property int least: metrics.note * 0.8 // lines that say how many coins are left never leave their place
    readonly property list<int> steps: [pixelSize, (pixelSize + metrics.note) / 2, metrics.note, (metrics.note + least) / 2]
    readonly property real tight: Math.min(loose, metrics.gap * 0.4)
    readonly property int fitted: steps.find(each => longest.wide(each) <= width && high(each) + gaps * tight <= room) ?? least
    readonly property int gaps: model.length - 1 + model.filter(each => each.strong).length
    readonly property int rule: Math.max(2, metrics.edge)

    // a line's words and amount, and the height of all at a size of type, without what is between them
    function high(size: int): real {
        const texts = model.map(each => one.implicitHeight / one.pixelSize * size * (each.strong ? raise : 1));
        const rules = model.filter(each => each.strong).length * rule;
        return texts.reduce((sum, each) => sum + each, rules);
    }

    spacing: gaps > 0 ? Math.max(tight, Math.min(loose, (room - high(fitted)) / gaps)) : loose

    FontMetrics {
        id: longest

        function wide(size: int): real {
            return Math.max(...lines.model.map(each => {
                const words = advanceWidth(Lettering.joined(each.label)) + advanceWidth(each.amount);
                return words / font.pixelSize * size * (each.strong ? lines.raise : 1) + size * 1.1 + lines.metrics.gap;
            }));
        }

        font.family: lines.metrics.family
        font.pixelSize: 100
        font.weight: Font.Bold
    }
    Words {
        id: one
        visible: false
        text: "0"
        pixelSize: 100
    }
    Repeater {
        model: lines.model
        delegate: Column {
            id: line

            required property BalanceLineData modelData

            readonly property int pixelSize: lines.fitted * (modelData.strong ? lines.raise : 1)

            width: lines.width
            spacing: lines.spacing

            Rectangle {
                visible: line.modelData.strong
                width: parent.width
                height: lines.rule
                color: lines.bridge.theme.text
            }
            Item {
                width: parent.width
                height: Math.max(sum.implicitHeight, label.implicitHeight)

                Words {
                    id: label
                    text: Lettering.joined(line.modelData.label)
                    pixelSize: line.pixelSize
                    strong: line.modelData.strong
                    color: lines.bridge.theme.text
                    width: parent.width - sum.implicitWidth - lines.metrics.gap
                    anchors.verticalCenter: parent.verticalCenter
                }
                Amount {
                    id: sum
                    bridge: lines.bridge
                    coins: line.modelData.amount
                    counted: line.modelData.coin
                    pixelSize: line.pixelSize
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                }
            }
        }
    }
}
