// Now, used, left: three lines, the one that matters below a rule.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Column {
    id: lines

    required property KioskBridge bridge
    required property var model
    property int pixelSize: bridge.metrics.balance

    spacing: bridge.metrics.larger ? bridge.metrics.gap * 0.4 : bridge.metrics.gapWide

    Repeater {
        model: lines.model
        delegate: Column {
            id: line

            required property BalanceLineData modelData

            // the line that matters is larger where there is room for it
            readonly property bool raised: modelData.strong && !lines.bridge.metrics.larger
            readonly property int pixelSize: lines.pixelSize * (raised ? 1.14 : 1)

            width: lines.width
            spacing: lines.spacing

            Rectangle {
                visible: line.modelData.strong
                width: parent.width
                height: Math.max(2, lines.bridge.metrics.edge)
                color: lines.bridge.theme.text
            }
            Item {
                width: parent.width
                height: Math.max(sum.implicitHeight, label.implicitHeight)

                Words {
                    id: label
                    text: line.modelData.label
                    pixelSize: line.pixelSize
                    strong: line.modelData.strong
                    color: lines.bridge.theme.text
                    width: parent.width - sum.implicitWidth - lines.bridge.metrics.gap
                    anchors.verticalCenter: parent.verticalCenter
                }
                Amount {
                    id: sum
                    bridge: lines.bridge
                    coins: line.modelData.amount
                    pixelSize: line.pixelSize
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                }
            }
        }
    }
}
