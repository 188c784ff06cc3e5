// Widths of buttons in a row: equal while all words fit, else each as wide as its words want and the
// rest shared. Holds no picture of its own.
import QtQuick

Item {
    id: shares

    required property var words
    required property int pixelSize
    required property int extra // beside the words of each: icon and padding
    required property int gap

    readonly property var widths: spread(words.map(each => measureOf.advanceWidth(each) + extra), width)
    readonly property var lefts: widths.map((each, index) => sumOf(widths.slice(0, index)) + index * gap)

    function sumOf(list: var): real {
        return list.reduce((sum, each) => sum + each, 0);
    }

    function spread(wanted: var, room: real): var {
        const free = room - (wanted.length - 1) * gap;
        const equal = free / wanted.length;
        if (wanted.every(each => each <= equal))
            return wanted.map(() => equal);
        const rest = (free - sumOf(wanted)) / wanted.length;
        return wanted.map(each => each + rest);
    }

    FontMetrics {
        id: measureOf
        font.family: "Pretendard GOV"
        font.pixelSize: shares.pixelSize
        font.weight: Font.Bold
    }
}
