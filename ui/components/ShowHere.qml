// Where to hold a phone or a card: the scene, what the camera sees, and a word beside it. In low mode
// the scene stands above the reach and its screen draws it there.
import QtQuick
import KioskTypes

Item {
    id: here

    required property KioskBridge bridge
    required property string picture
    required property string guide
    required property string hint
    required property bool preview

    readonly property MetricsData metrics: bridge.metrics
    readonly property bool above: preview && !metrics.low && !metrics.larger
    readonly property int leastScene: metrics.rowLeast * 1.2
    readonly property int tallest: width * 0.52 + 6 * metrics.gap // a card about the camera picture
    readonly property int sceneHeight: above ? Math.max(leastScene, height - metrics.gap - tallest) : 0

    Scene {
        visible: here.above
        bridge: here.bridge
        picture: here.picture
        width: parent.width
        height: here.sceneHeight
    }
    QuietCard {
        id: card
        bridge: here.bridge
        y: here.above ? here.sceneHeight + here.metrics.gap : 0
        width: parent.width
        height: parent.height - y

        PreviewFrame {
            id: seen
            visible: here.preview
            bridge: here.bridge
            x: here.metrics.gap
            y: (parent.height - height) / 2
            width: Math.min(parent.height - 2 * here.metrics.gap, parent.width * 0.52)
            height: width
        }
        Column {
            id: words

            readonly property real below: guide.implicitHeight * guide.visible + hint.implicitHeight * hint.visible

            x: seen.visible ? seen.x + seen.width + here.metrics.gapWide : here.metrics.gapWide
            width: parent.width - x - here.metrics.gap
            spacing: here.metrics.gap
            anchors.verticalCenter: parent.verticalCenter

            Scene {
                visible: !here.metrics.low && !here.above && height > here.metrics.gap * 6
                bridge: here.bridge
                picture: here.picture
                width: parent.width
                height: Math.min(width / proportion, card.height - 3 * here.metrics.gap - words.below)
            }
            Words {
                id: guide
                visible: !here.metrics.larger || !here.preview
                text: here.guide
                pixelSize: here.metrics.body
                strong: true
                color: here.bridge.theme.text
                horizontalAlignment: here.preview ? Text.AlignLeft : Text.AlignHCenter
                width: parent.width
            }
            Words {
                id: hint
                objectName: "hint"
                visible: text !== "" && (!here.metrics.larger || here.preview)
                text: here.hint
                pixelSize: here.metrics.note
                color: here.bridge.theme.soft
                horizontalAlignment: here.preview ? Text.AlignLeft : Text.AlignHCenter
                width: parent.width
            }
        }
    }
}
