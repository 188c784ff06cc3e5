// A picture by its name, drawn for exactly this place; an icon can take the colour of its words.
// It is drawn once the layout has come to rest, not for every size on the way there.
import QtQuick
import KioskTypes

Image {
    id: picture

    required property KioskBridge bridge
    required property string name
    property color tint: "transparent"

    readonly property string themeName: bridge.theme.contrast ? "contrast" : "light"
    readonly property string tintName: tint.a > 0 ? String(tint).slice(-6) : "own"
    property size settled: Qt.size(0, 0)

    function settle(): void {
        settled = Qt.size(Math.floor(width), Math.floor(height));
    }

    Component.onCompleted: Qt.callLater(settle)
    onHeightChanged: Qt.callLater(settle)
    onWidthChanged: Qt.callLater(settle)

    source: name !== "" && settled.width >= 1 && settled.height >= 1
            ? `image://pictures/${themeName}/${tintName}/${name}` : ""
    sourceSize: settled
    fillMode: Image.PreserveAspectFit
    Accessible.ignored: true
}
