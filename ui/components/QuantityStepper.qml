// How many, between one fewer and one more; each flat at its end.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Item {
    id: stepper

    required property KioskBridge bridge
    required property QuantityData quantity

    readonly property MetricsData metrics: bridge.metrics
    readonly property int side: metrics.larger ? metrics.barHeight : metrics.barHeight

    implicitHeight: side
    implicitWidth: 2 * side + words.implicitWidth + 2 * metrics.gap

    component Turn: PressButton {
        id: turn

        required property string sign

        bridge: stepper.bridge
        width: stepper.side
        height: stepper.side

        contentItem: Item {
            Picture {
                bridge: turn.bridge
                name: turn.sign
                tint: turn.enabled ? turn.bridge.theme.text : turn.bridge.theme.faint
                anchors.centerIn: parent
                width: turn.width * 0.5
                height: width
            }
        }
    }

    Turn {
        act: "fewer"
        text: stepper.quantity.fewer
        sign: "icon-minus"
        enabled: stepper.quantity.canFewer
    }
    Words {
        id: words
        text: stepper.quantity.words
        pixelSize: stepper.metrics.body
        strong: true
        wrapMode: Text.NoWrap
        color: stepper.bridge.theme.text
        anchors.centerIn: parent
    }
    Turn {
        act: "more"
        text: stepper.quantity.more
        sign: "icon-plus"
        enabled: stepper.quantity.canMore
        x: stepper.width - width
    }
}
