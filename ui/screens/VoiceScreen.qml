// How the voice speaks: each line says how it is set, and under it stand the two buttons that change it.
// In low mode the lines stand above the reach, which is for what is pressed, where it can't hold both.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property VoiceScreenData screen

    readonly property int count: screen.lines.length
    readonly property bool above: low && larger
    readonly property int inset: above ? 0 : metrics.gap * (larger ? 0.8 : 1)
    readonly property int wordSize: larger ? metrics.note : metrics.body
    readonly property int rest: Math.max(0, screen.choices.length - 2 * count)
    readonly property int restRows: Math.ceil(rest / 2)
    readonly property int lineHeight: above ? 0 : tallest.implicitHeight + metrics.gap
    readonly property int rows: count + restRows
    readonly property int fixed: count * (2 * inset + lineHeight) + (rows - 1) * metrics.gap
    readonly property int keyHeight: Math.min(metrics.rowLeast * 0.75, (contentHeight - fixed) / rows)
    readonly property int cardHeight: 2 * inset + lineHeight + keyHeight

    // icons give way to their words, all at once
    readonly property real longest: Math.max(...screen.choices.map(each => sample.advanceWidth(each.name)))
    readonly property int narrowest: (contentWidth - 2 * inset - metrics.gap) / 2
    readonly property bool pictured: longest + 1.1 * wordSize + 2 * metrics.gap <= narrowest

    frame: screen.frame

    function topOf(row: int): int { // of a card, and below the cards of a row of keys
        const cards = Math.min(row, count);
        return contentY + cards * (cardHeight + metrics.gap) + (row - cards) * (keyHeight + metrics.gap);
    }

    Words {
        id: name
        visible: false
        pixelSize: page.wordSize
        strong: true
    }
    FontMetrics {
        id: sample
        font: name.font
    }
    VoiceLine { // all are as high as the tallest
        id: tallest
        visible: false
        bridge: page.bridge
        setting: page.screen.lines[0]
        level: 1
        width: page.contentWidth - 2 * page.inset
    }
    Repeater {
        model: page.above ? [] : page.screen.lines
        delegate: QuietCard {
            required property int index

            bridge: page.bridge
            x: page.contentX
            y: page.topOf(index)
            width: page.contentWidth
            height: page.cardHeight
        }
    }
    Repeater {
        model: page.screen.lines
        delegate: VoiceLine {
            required property int index
            required property BalanceLineData modelData

            bridge: page.bridge
            setting: modelData
            level: page.screen.levels[index] ?? 0
            x: page.contentX + page.inset
            y: page.above ? page.infoY + page.infoHeight * (index + 0.5) / page.count - height / 2
                          : page.topOf(index) + page.inset
            width: page.contentWidth - 2 * page.inset
            height: implicitHeight
        }
    }
    Repeater {
        model: page.screen.choices
        delegate: VoiceKey {
            required property int index
            required property ChoiceData modelData

            readonly property int row: Math.floor(index / 2)
            readonly property bool carded: row < page.count
            readonly property int side: carded ? page.inset : 0

            bridge: page.bridge
            choice: modelData
            wordSize: page.wordSize
            pictured: page.pictured
            x: page.contentX + (index % 2 === 0 ? side : page.contentWidth - side - width)
            y: page.topOf(row) + (carded ? page.inset + page.lineHeight : 0)
            width: (page.contentWidth - 2 * side - page.metrics.gap) / 2
            height: page.keyHeight
        }
    }
}
