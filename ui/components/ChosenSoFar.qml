// Left of the leading button: what has been chosen so far.
import QtQuick
import KioskTypes

Item {
    id: chosen

    required property KioskBridge bridge
    required property ChosenData choice

    Column {
        width: parent.width
        anchors.verticalCenter: parent.verticalCenter

        Words {
            visible: !chosen.bridge.metrics.larger
            text: chosen.choice.label
            pixelSize: chosen.bridge.metrics.note
            color: chosen.bridge.theme.soft
            width: parent.width
        }
        Words {
            text: chosen.choice.value
            pixelSize: chosen.bridge.metrics.larger ? chosen.bridge.metrics.note : chosen.bridge.metrics.body
            strong: true
            color: chosen.bridge.theme.text
            width: parent.width
        }
    }
}
