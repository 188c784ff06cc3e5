// A picture by its name, drawn for exactly this place; an icon can take the colour of its words.
import QtQuick
import KioskTypes

Image {
    id: picture

    required property KioskBridge bridge
    required property string name
    property color tint: "transparent"

    readonly property string themeName: bridge.theme.contrast ? "contrast" : "light"
    readonly property string tintName: tint.a > 0 ? String(tint).slice(-6) : "own"

    source: name !== "" && width >= 1 && height >= 1
            ? `image://pictures/${themeName}/${tintName}/${name}` : ""
    sourceSize: Qt.size(Math.floor(width), Math.floor(height))
    fillMode: Image.PreserveAspectFit
    Accessible.ignored: true
}
