// One button of the aids' row, marked while it is on: icon above its word, on a landscape panel beside
// it. A short word is spoken with the whole one.
import QtQuick
import KioskTypes

PressButton {
    id: button

    required property string sign
    required property string wholeWords
    required property int pixelSize
    property bool iconed: true // a landscape row too narrow for its words goes without icons

    readonly property color ink: on ? bridge.theme.lead : bridge.theme.text
    readonly property int iconSize: metrics.label * (metrics.wide ? 1.1 : 1.05)
    readonly property int between: metrics.gap * (metrics.wide ? 0.5 : 0.3)
    readonly property real stack: iconSize + between + caption.height // icon above word

    Accessible.name: text === wholeWords ? text : `${text}, ${wholeWords}`

    contentItem: Item {
        Picture {
            visible: button.iconed
            bridge: button.bridge
            name: button.sign
            tint: button.ink
            width: button.iconSize
            height: width
            x: button.metrics.wide ? caption.x - width - button.between : (parent.width - width) / 2
            y: button.metrics.wide ? (parent.height - height) / 2 : (parent.height - button.stack) / 2
        }
        Words {
            id: caption
            text: button.text
            pixelSize: button.pixelSize
            strong: true
            wrapMode: Text.NoWrap
            color: button.ink
            x: (parent.width - width + (button.metrics.wide && button.iconed ? button.iconSize + button.between : 0)) / 2
            y: button.metrics.wide ? (parent.height - height) / 2 : (parent.height + button.stack) / 2 - height
        }
    }

    CheckBadge {
        visible: button.on
        bridge: button.bridge
        width: button.metrics.label * (button.metrics.larger ? 0.56 : 0.7)
        x: parent.width - width * 0.66
        y: -height * 0.34
    }
}
