// The choices of one question in even rows: few choices get large cards, many share the room. All
// cards of a question are laid out alike, so that only what they say differs: with pictures or
// without, above their words or beside them. Long names of large type on a landscape panel are listed, one
// below the other.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Item {
    id: grid

    required property KioskBridge bridge
    required property var choices
    property int columns: bridge.metrics.columns
    property int rows: bridge.metrics.rows
    property int tallest: height
    property int nameSize: bridge.metrics.body
    property bool pictured: true

    readonly property MetricsData metrics: bridge.metrics
    readonly property int gap: metrics.gap
    readonly property int pad: metrics.wide ? gap * 0.8 : metrics.larger ? gap : gap * 1.4
    readonly property bool worded: choices.every(each => each.picture === "")
    readonly property bool bare: worded && choices.every(each => each.price === null && each.note === "")
    readonly property bool stacked: bare && !metrics.wide // large words, one below the other
    readonly property int across: listed || stacked ? 1 : columns
    readonly property int down: listed || stacked ? Math.max(choices.length, rows) : rows
    readonly property int wordSize: bare ? Math.max(nameSize, metrics.title) : nameSize
    readonly property real cellWidth: (width - (across - 1) * gap) / across
    readonly property int cellHeight: Math.min(worded ? metrics.rowLeast : tallest, (height - (down - 1) * gap) / down)

    readonly property bool priced: choices.some(each => each.price !== null || each.note !== "")
    readonly property int coinSize: metrics.larger ? (metrics.wide ? metrics.balance : metrics.label)
                                  : nameSize > metrics.body ? metrics.balance : metrics.body
    readonly property real line: sample.height * metrics.lineHeight / sampleSize // of type of one pixel
    readonly property bool single: metrics.wide && metrics.larger // one line below a name
    readonly property bool noted: !single && choices.some(each => each.price !== null && each.note !== "" && each.enabled) // below a price
    readonly property bool parted: !single && choices.some(each => (each.price?.more ?? "") !== "")
    readonly property real factsHeight: priced ? line * (coinSize + (noted || (parted && metrics.low) ? metrics.note : 0) + (parted && !metrics.low ? metrics.note : 0)) : 0
    // two lines of a name as small as it may be, over the price
    readonly property real twoLines: line * 2 * metrics.note + factsHeight
    readonly property real longest: longestOf(choices.map(each => each.name)) // at size 1
    readonly property real longestNote: longestOf(choices.map(each => single && each.price !== null ? "" : each.note + "\n" + (each.price?.more ?? ""))) * metrics.note
    readonly property int sampleSize: 100
    readonly property real widestPrice: Math.max(0, ...choices.filter(each => each.price !== null && !metrics.larger).map(
        each => (longestOf([each.price.coins]) + 1.2) * coinSize + longestOf([each.price.won]) * metrics.note)) // in one line

    // a picture above its words, unless the card is too flat for it
    readonly property int nameLines: metrics.larger && longest * nameSize > cellWidth - 2 * pad ? 2 : 1
    readonly property real roomAbove: cellHeight - line * nameSize * nameLines - factsHeight - 2.8 * pad
    readonly property bool flat: cellWidth > 1.4 * cellHeight || roomAbove < 7 * gap
    readonly property bool level: !squat && (metrics.wide ? flat : columns === 1)
    readonly property bool squat: columns > 1 && !metrics.larger && (metrics.wide ? flat && priced && columns > 2 : cellHeight < metrics.rowLeast * 1.25)

    // a picture beside its words: as wide as the longest name leaves, the same for all
    readonly property real leastSide: cellWidth * (metrics.wide ? 0.27 : 0.19)
    readonly property real mostSide: Math.min(cellWidth * 0.45, cellHeight * 1.2)
    readonly property real longestWord: longestOf(choices.map(each => each.name.replace(/ /g, "\n"))) // at size 1
    readonly property real besideWord: cellWidth - longestWord * metrics.note * 1.02 - 3 * pad
    readonly property int sideWidth: squat ? Math.min(besideWord, metrics.wide ? Math.min(cellWidth * 0.42, cellHeight) : cellWidth * 0.3)
        : Math.max(leastSide, Math.min(mostSide, cellWidth - Math.max(longest * nameSize, longestNote) - 4 * pad - arrowRoom))
    readonly property real arrowRoom: columns === 1 && !bare && choices.some(each => each.price === null && each.enabled) ? metrics.body : 0
    readonly property real leastWords: cellWidth - leastSide - 3 * pad - (single || noted || longestNote > 0 ? arrowRoom : 0)
    readonly property bool whole: !single || longestWord * metrics.note * 1.02 <= leastWords // no word is wider than its place
    readonly property bool roomBeside: whole && (longest * metrics.note <= leastWords || twoLines <= cellHeight - 1.5 * pad)
        && (longestNote <= leastWords || !metrics.larger)
    readonly property bool tiny: metrics.larger && cellHeight < 12 * gap && columns > 1 // large words need all of it
    readonly property real wonBelow: metrics.wide && widestPrice > cellWidth - 2 * pad ? line * metrics.note : 0
    readonly property bool roomOver: cellHeight - metrics.depth - factsHeight - wonBelow - 2.3 * pad >= 3 * gap // for a picture and a name over three lines
    readonly property bool fitting: !listed && (squat ? roomOver : (level ? roomBeside && !tiny : roomAbove >= 5 * gap))

    // where a name is too long to stand above its price, the price stands right of it
    readonly property bool split: priced && (level || !fitting) && twoLines > cellHeight - 1.5 * pad
        && longest * metrics.note > cellWidth - (pictured && fitting ? sideWidth + pad : 0) - 2 * pad
    readonly property real widestInGrid: (width - (columns - 1) * gap) / columns - 2 * pad
    readonly property bool listed: metrics.wide && metrics.larger && columns > 1 && rows > 1
        && Math.max(longest * metrics.note, longestNote, single ? longestPrice : 0) > widestInGrid
    // a price and what else there is to pay, in one line
    readonly property real longestPrice: Math.max(0, ...choices.filter(each => (each.price?.moreShort ?? "") !== "").map(
        each => longestOf([each.price.coins]) * coinSize + longestOf([each.price.moreShort]) * metrics.note + 1.2 * coinSize))

    function longestOf(words: var): real { // of their lines: a name may be broken on purpose
        const lines = words.join("\n").split("\n");
        return Math.max(...lines.map(each => sample.advanceWidth(each))) / sampleSize;
    }

    FontMetrics {
        id: sample
        font.family: grid.metrics.family
        font.pixelSize: grid.sampleSize
        font.weight: Font.Bold
    }
    Repeater {
        model: grid.choices
        delegate: ChoiceCard {
            required property int index
            required property ChoiceData modelData

            bridge: grid.bridge
            choice: modelData
            nameSize: grid.wordSize
            coinSize: grid.coinSize
            noteWidth: Math.ceil(grid.longestNote * 1.02) // measured in one weight, drawn in another
            factsRoom: grid.factsHeight
            pad: grid.pad
            sideWidth: grid.sideWidth
            pictured: grid.pictured && grid.fitting && choice.picture !== ""
            level: grid.level
            squat: grid.squat
            split: grid.listed || (grid.split && choice.price !== null && choice.enabled)
            leading: grid.columns === 1 && !grid.bare
            x: Math.round((index % grid.across) * (grid.cellWidth + grid.gap))
            y: Math.floor(index / grid.across) * (grid.cellHeight + grid.gap)
            width: Math.round((index % grid.across) * (grid.cellWidth + grid.gap) + grid.cellWidth) - x
            height: grid.cellHeight
        }
    }
}
