// One aid of the header: icon above its word, marked while it is on.
import QtQuick
import KioskTypes

PressButton {
    id: button

    required property AidData aid

    readonly property color ink: on ? bridge.theme.lead : bridge.theme.text

    act: "aid"
    argument: aid.id
    text: metrics.larger ? aid.short : aid.words
    on: aid.on
    Accessible.name: text === aid.words ? text : `${text}, ${aid.words}`
    Accessible.checkable: true
    Accessible.checked: aid.on

    contentItem: Item {
        Picture {
            bridge: button.bridge
            name: `icon-${button.aid.id}`
            tint: button.ink
            width: button.metrics.label * 1.05
            height: width
            x: (parent.width - width) / 2
            y: (parent.height - height - caption.height) / 2 + button.metrics.edge
        }
        Words {
            id: caption
            text: button.text
            pixelSize: button.metrics.label
            strong: true
            wrapMode: Text.NoWrap
            color: button.ink
            anchors.horizontalCenter: parent.horizontalCenter
            y: (parent.height + button.metrics.label * 1.05 - height) / 2 - button.metrics.edge
        }
    }

    CheckBadge {
        visible: button.on
        bridge: button.bridge
        x: parent.width - width * 0.8
        y: -height * 0.2
    }
}
