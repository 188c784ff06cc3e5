// Widths of buttons in a row: equal while all words fit, else each as wide as its words want and the
// rest shared. Draws nothing.
import QtQuick
import KioskTypes

Item {
    id: shares

    required property var words
    required property int pixelSize
    required property int extra // beside the words of each: icon and padding
    required property int gap

    readonly property int sampleSize: 100
    readonly property var wanted: words.map(each => sample.advanceWidth(each) * pixelSize / sampleSize + extra)
    readonly property var widths: spread(wanted, width - (words.length - 1) * gap)
    readonly property var lefts: widths.map((each, index) => sumOf(widths.slice(0, index)) + index * gap)

    function sumOf(list: var): real {
        return list.reduce((sum, each) => sum + each, 0);
    }

    function spread(wanted: var, room: real): var {
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
