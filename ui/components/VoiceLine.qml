// How one thing of the voice is set: its name, the word for it, and the word once more as bars. Where
// one line can't hold all, name and word stand below each other.
import QtQuick
import KioskTypes

Item {
    id: line

    required property KioskBridge bridge
    required property BalanceLineData setting
    required property int level // 0: no bars
    property int wordSize: bridge.metrics.larger ? bridge.metrics.note : bridge.metrics.body

    readonly property int gap: bridge.metrics.gap * (bridge.metrics.larger ? 0.5 : 1)
    readonly property int room: width - (bars.visible ? bars.width + gap : 0)
    readonly property bool together: label.implicitWidth + gap + word.implicitWidth <= room

    implicitHeight: together ? Math.max(label.height, word.height) : label.height + word.height
    Accessible.role: Accessible.StaticText
    Accessible.name: `${setting.label} ${setting.amount}`

    Words {
        id: label
        text: line.setting.label
        pixelSize: line.wordSize
        color: line.bridge.theme.soft
        width: line.together ? implicitWidth : line.room
        Accessible.ignored: true
    }
    Words {
        id: word
        text: line.setting.amount
        pixelSize: line.wordSize
        strong: true
        color: line.bridge.theme.text
        x: line.together ? label.width + line.gap : 0
        y: line.together ? 0 : label.height
        width: line.together ? implicitWidth : line.room
        Accessible.ignored: true
    }
    LevelBars {
        id: bars
        visible: line.level > 0
        bridge: line.bridge
        level: line.level
        height: Math.round(line.wordSize * (line.bridge.metrics.larger ? 0.7 : 1))
        x: line.width - width
        y: (line.height - height) / 2
    }
}
