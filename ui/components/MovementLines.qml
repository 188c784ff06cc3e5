// What has moved an account, newest first: a plus or a minus in its shape, what for and when, and how much.
// On a landscape panel the day stands before the thing, upright below it.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Column {
    id: list

    required property KioskBridge bridge
    required property var model
    required property real rowHeight

    readonly property MetricsData metrics: bridge.metrics
    readonly property int signSize: metrics.larger ? metrics.note : metrics.body
    readonly property int wordsX: signSize + metrics.gap
    readonly property int whatSize: metrics.larger ? metrics.note : metrics.wide ? metrics.body : metrics.balance

    Repeater {
        model: list.model
        delegate: Item {
            id: line

            required property MovementData modelData
            required property int index

            width: list.width
            height: list.rowHeight

            Rectangle {
                visible: line.index > 0
                width: parent.width
                height: Math.max(1, list.metrics.edge)
                color: list.bridge.theme.line
            }
            Picture {
                bridge: list.bridge
                name: line.modelData.came ? "icon-plus" : "icon-minus"
                tint: list.bridge.theme.text
                width: list.signSize
                height: width
                y: words.y + (what.height / Math.max(1, what.lineCount) - height) / 2
            }
            Item {
                id: words
                x: list.wordsX
                y: (parent.height - height) / 2
                width: list.width - x - sum.implicitWidth - list.metrics.gap
                height: what.height + when.height

                Words {
                    id: what
                    objectName: "what"
                    text: line.modelData.what
                    pixelSize: list.whatSize
                    strong: true
                    color: list.bridge.theme.text
                    width: parent.width
                }
                Words {
                    id: when
                    text: line.modelData.when
                    pixelSize: list.metrics.note
                    color: list.bridge.theme.soft
                    y: what.height
                    width: parent.width
                }
            }
            Amount {
                id: sum
                bridge: list.bridge
                coins: line.modelData.amount
                pixelSize: list.whatSize
                x: parent.width - width
                y: (parent.height - height) / 2
                width: implicitWidth
                height: implicitHeight
            }
        }
    }
}
