// What a slip looks like: a piece of paper with a torn edge, whose ticket it is, what it is good for and
// when it was paid. It is not pressed: it has neither depth nor the edge of a button.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Item {
    id: preview

    required property KioskBridge bridge
    required property string facility
    required property string item
    required property string bought
    required property int pixelSize // of the item

    readonly property MetricsData metrics: bridge.metrics
    readonly property int pad: metrics.gap * (metrics.larger ? 0.5 : 1)
    readonly property int edge: Math.max(1, metrics.edge / 2)
    readonly property int teeth: Math.round(width / (metrics.gap * 0.8))
    readonly property real tooth: width / teeth // from one point of the torn edge to the next
    readonly property bool headed: !metrics.larger

    implicitHeight: words.height + 2 * pad + tooth / 2

    Rectangle {
        width: parent.width
        height: parent.height - preview.tooth / 2
        color: preview.bridge.theme.page
        border.color: preview.bridge.theme.edge
        border.width: preview.edge
    }
    Repeater {
        model: preview.teeth
        delegate: Rectangle {
            required property int index

            x: (index + 0.5) * preview.tooth - width / 2
            y: preview.height - preview.tooth / 2 - height / 2
            width: preview.tooth * Math.SQRT1_2
            height: width
            rotation: 45
            antialiasing: true
            color: preview.bridge.theme.page
            border.color: preview.bridge.theme.edge
            border.width: preview.edge
        }
    }
    Rectangle { // hides the upper half of the teeth
        x: preview.edge
        y: preview.height - preview.tooth - 2
        width: parent.width - 2 * x
        height: preview.tooth / 2 + 2
        color: preview.bridge.theme.page
    }
    Column {
        id: words
        x: preview.pad * 1.6
        y: (preview.height - preview.tooth / 2 - height) / 2
        width: parent.width - 2 * x
        spacing: preview.metrics.larger ? 0 : preview.metrics.gap * 0.3

        Words {
            visible: preview.headed
            text: preview.facility
            pixelSize: preview.metrics.note
            strong: true
            color: preview.bridge.theme.text
            horizontalAlignment: Text.AlignHCenter
            width: parent.width
        }
        Row { // where the slip is folded
            visible: preview.headed
            spacing: preview.metrics.gap * 0.4

            Repeater {
                model: Math.max(0, Math.floor((words.width + parent.spacing) / (preview.metrics.gap * 0.8)))
                delegate: Rectangle {
                    width: preview.metrics.gap * 0.4
                    height: preview.edge
                    color: preview.bridge.theme.edge
                }
            }
        }
        Words {
            objectName: "ticket"
            text: preview.item
            pixelSize: preview.pixelSize
            strong: true
            color: preview.bridge.theme.text
            horizontalAlignment: Text.AlignHCenter
            width: parent.width
        }
        Words {
            text: preview.bought
            pixelSize: preview.metrics.note
            color: preview.bridge.theme.soft
            horizontalAlignment: Text.AlignHCenter
            width: parent.width
        }
    }
}
