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
    readonly property int inset: above ? 0 : metrics.gap * (!larger ? 1 : wide ? 0.5 : 0.8)
    readonly property int between: metrics.gap * (wide && larger ? 0.5 : 1)
    readonly property int wordSize: larger ? metrics.note : metrics.body
    readonly property int lineHeight: above ? 0 : Math.max(one.implicitHeight, other.implicitHeight) + between
    readonly property int columns: wide ? count : 1 // of cards
    readonly property int cardRows: Math.ceil(count / columns)
    readonly property int keyRows: cardRows + Math.ceil(Math.max(0, screen.choices.length - 2 * count) / 2)
    readonly property int besideKeys: cardRows * (2 * inset + lineHeight) + (keyRows - 1) * metrics.gap
    readonly property int keyHeight: Math.min(metrics.rowLeast * 1.1, (contentHeight - besideKeys) / keyRows)
    readonly property int cardWidth: (contentWidth - (columns - 1) * metrics.gap) / columns
    readonly property int cardHeight: 2 * inset + lineHeight + keyHeight

    // icons give way to their words, all at once
    readonly property real longest: Math.max(...screen.choices.map(each => sample.advanceWidth(each.name)))
    readonly property int narrowest: (cardWidth - 2 * inset - metrics.gap) / 2
    readonly property bool pictured: longest + 1.1 * wordSize + 2 * metrics.gap <= narrowest

    frame: screen.frame

    function leftOf(card: int): int {
        return contentX + card % columns * (cardWidth + metrics.gap);
    }

    function topOf(card: int): int {
        return contentY + Math.floor(card / columns) * (cardHeight + metrics.gap);
    }

    function topOfKeys(row: int): int { // below the cards
        return contentY + cardRows * (cardHeight + metrics.gap) + row * (keyHeight + metrics.gap);
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
    component Sample: VoiceLine {
        visible: false
        bridge: page.bridge
        level: 1
        width: page.cardWidth - 2 * page.inset
    }

    Sample {
        id: one
        setting: page.screen.lines[0]
    }
    Sample {
        id: other
        setting: page.screen.lines[page.count - 1]
    }
    Repeater {
        model: page.above ? [] : page.screen.lines
        delegate: QuietCard {
            required property int index

            bridge: page.bridge
            x: page.leftOf(index)
            y: page.topOf(index)
            width: page.cardWidth
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
            x: page.leftOf(index) + page.inset
            y: page.above ? page.infoY + page.infoHeight * (index + 0.5) / page.count - height / 2
                          : page.topOf(index) + page.inset
            width: page.cardWidth - 2 * page.inset
            height: implicitHeight
        }
    }
    Repeater {
        model: page.screen.choices
        delegate: ChoiceKey {
            required property int index
            required property ChoiceData modelData

            readonly property int pair: Math.floor(index / 2)
            readonly property bool carded: pair < page.count
            readonly property int start: carded ? page.leftOf(pair) + page.inset : page.contentX
            readonly property int share: carded ? page.cardWidth - 2 * page.inset : page.contentWidth

            bridge: page.bridge
            choice: modelData
            wordSize: page.wordSize
            sign: page.pictured ? `icon-${choice.id}` : ""
            x: index % 2 === 0 ? start : start + share - width
            y: carded ? page.topOf(pair) + page.inset + page.lineHeight : page.topOfKeys(pair - page.count)
            width: (share - page.metrics.gap) / 2
            height: page.keyHeight
        }
    }
}
