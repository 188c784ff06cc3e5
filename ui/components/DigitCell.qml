// One place for a digit: empty, hidden or read. It lies flat, since it is not pressed; the next one to
// fill is white with a strong edge. A hidden digit is drawn as a dot and is nowhere a text.
import QtQuick
import KioskTypes

Rectangle {
    id: cell

    required property KioskBridge bridge
    required property string digit
    required property bool next
    required property int pixelSize

    readonly property bool read: digit !== "" && !isNaN(Number(digit))

    radius: bridge.metrics.radius
    color: next ? bridge.theme.page : bridge.theme.quiet
    border.color: next ? bridge.theme.lead : bridge.theme.edge
    border.width: next ? bridge.metrics.edgeChosen * 1.25 : bridge.metrics.edge
    Accessible.ignored: true

    Rectangle {
        visible: cell.digit !== "" && !cell.read
        anchors.centerIn: parent
        width: Math.round(Math.min(cell.width, cell.height) * 0.25) * 2
        height: width
        radius: width / 2
        color: cell.bridge.theme.text
    }
    Words {
        visible: cell.read
        text: cell.digit
        pixelSize: cell.pixelSize
        strong: true
        wrapMode: Text.NoWrap
        color: cell.bridge.theme.text
        anchors.centerIn: parent
        Accessible.ignored: true
    }
}
