// The digits as on a telephone, and the key that takes the last one back. A pad that is full takes no
// more: its keys lie flat until one is taken back.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Item {
    id: pad

    required property KioskBridge bridge
    required property string erase
    required property bool full
    required property bool bare // nothing to take back

    readonly property MetricsData metrics: bridge.metrics
    readonly property int gap: metrics.larger ? metrics.gapLeast * 1.2 : metrics.gap // large type: keys before gaps
    readonly property int keyHeight: (height - 3 * gap) / 4
    readonly property int digitSize: Math.min(metrics.amount, keyHeight * 1.02)

    function leftOf(column: int): int {
        return Math.round(column * (width + gap) / 3);
    }

    component DigitKey: PressButton {
        required property int row
        required property int column

        bridge: pad.bridge
        x: pad.leftOf(column)
        y: row * (pad.keyHeight + pad.gap)
        width: pad.leftOf(column + 1) - pad.gap - x
        height: pad.keyHeight
    }

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"]
        delegate: DigitKey {
            id: key

            required property string modelData
            required property int index

            row: Math.floor(index / 3)
            column: modelData === "0" ? 1 : index % 3
            act: "digit"
            argument: modelData
            text: modelData
            enabled: !pad.full

            contentItem: Item {
                Words {
                    text: key.text
                    pixelSize: pad.digitSize
                    strong: true
                    wrapMode: Text.NoWrap
                    color: key.enabled ? key.bridge.theme.text : key.bridge.theme.faint
                    anchors.centerIn: parent
                }
            }
        }
    }
    DigitKey {
        id: eraser

        readonly property color ink: enabled ? bridge.theme.text : bridge.theme.faint
        readonly property int sign: pad.metrics.label * 1.15
        readonly property int beside: pad.metrics.larger ? 0 : sign + pad.metrics.gap * 0.6 // the sign, and room to the word
        readonly property int inner: width - 1.6 * pad.metrics.gap - beside // clear of the edge
        readonly property int fitted: Math.min(pad.metrics.label, pad.keyHeight * 0.9, pad.metrics.label * inner / usual.implicitWidth)
        readonly property bool worded: fitted >= pad.metrics.note // else the sign stands alone

        row: 3
        column: 2
        act: "erase"
        text: pad.erase
        enabled: !pad.bare

        contentItem: Item {
            Words {
                id: usual
                visible: false
                text: eraser.text
                pixelSize: pad.metrics.label
                strong: true
                wrapMode: Text.NoWrap
            }
            Row {
                anchors.centerIn: parent
                spacing: pad.metrics.gap * 0.6

                Picture {
                    visible: !pad.metrics.larger || !eraser.worded
                    bridge: pad.bridge
                    name: "icon-erase"
                    tint: eraser.ink
                    width: eraser.sign
                    height: width
                    anchors.verticalCenter: parent.verticalCenter
                }
                Words {
                    visible: eraser.worded
                    text: eraser.text
                    pixelSize: eraser.fitted
                    strong: true
                    wrapMode: Text.NoWrap
                    color: eraser.ink
                }
            }
        }
    }
}
