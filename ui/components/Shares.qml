// Widths of buttons in a row: equal while all words fit, else each as wide as its words want and the
// rest shared. Where the words are too long, first the icons beside them give way, then the words are
// set smaller. Draws nothing.
import QtQuick
import KioskTypes

Item {
    id: shares

    required property var words
    required property int pixelSize
    required property int gap
    property int iconRoom: 0 // beside the words of each
    property int padding: 2 * gap // of each, both sides together
    property int leastPadding: 1.6 * gap

    readonly property int sampleSize: 100
    readonly property real room: width - (words.length - 1) * gap
    readonly property var inked: words.map(each => sample.advanceWidth(each) / sampleSize) // at size 1
    readonly property real together: sumOf(inked)
    readonly property bool iconed: iconRoom > 0 && together * pixelSize + words.length * (iconRoom + leastPadding) <= room
    readonly property int icon: iconed ? iconRoom : 0
    readonly property int fitted: Math.min(pixelSize, (room - words.length * (icon + leastPadding)) / Math.max(0.01, together))
    readonly property var widths: spread(inked.map(each => each * fitted + icon + padding))
    readonly property var lefts: widths.map((each, index) => Math.round(sumOf(widths.slice(0, index)) + index * gap))
    readonly property var rights: widths.map((each, index) => Math.round(sumOf(widths.slice(0, index + 1)) + index * gap))

    function sumOf(list: var): real {
        return list.reduce((sum, each) => sum + each, 0);
    }

    function spread(wanted: var): var {
        const equal = room / wanted.length;
        if (wanted.every(each => each <= equal))
            return wanted.map(() => equal);
        const rest = (room - sumOf(wanted)) / wanted.length;
        return wanted.map(each => each + rest);
    }

    FontMetrics {
        id: sample
        font.family: Lettering.family
        font.pixelSize: shares.sampleSize
        font.weight: Font.Bold
    }
}
