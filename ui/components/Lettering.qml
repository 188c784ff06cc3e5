// How words are written now: the font of the language and how close lines stand. One for each engine;
// Kiosk.qml keeps it by the metrics, so that no component has to hand a font on.
pragma Singleton
import QtQml

QtObject {
    property string family: "Pretendard GOV"
    property real lineHeight: 0.97
    property real spareAbove: 0
    property real spareBelow: 0

    // Words set in lines, as one line: Chinese and Japanese are written without spaces.
    function joined(lines: string): string {
        return lines.replace(/([\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]\u2060?)\n(?=[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef])/g, "$1").replace(/\n/g, " ");
    }
}
