// A picture that teaches and its words: under it, or beside it where the place is wide.
import QtQuick
import KioskTypes

Item {
    id: scene

    required property KioskBridge bridge
    required property string picture
    property string caption: ""
    property int captionSize: bridge.metrics.body

    readonly property int gap: bridge.metrics.gap
    readonly property real proportion: 1.5 // width over height of the drawn scenes
    readonly property bool beside: caption !== "" && width > 2 * height
    readonly property int pictureHeight: caption === "" || beside ? height : height - words.height - gap
    readonly property bool pictured: pictureHeight >= bridge.metrics.gap * 5

    Picture {
        id: drawn
        visible: scene.pictured
        bridge: scene.bridge
        name: scene.picture
        height: Math.max(0, scene.pictureHeight)
        width: Math.min(scene.width, height * scene.proportion)
        x: scene.beside ? 0 : (scene.width - width) / 2
    }
    Words {
        id: words
        visible: scene.caption !== ""
        text: scene.caption
        pixelSize: scene.captionSize
        strong: true
        color: scene.bridge.theme.text
        horizontalAlignment: scene.beside ? Text.AlignLeft : Text.AlignHCenter
        x: scene.beside ? Math.round(scene.height * scene.proportion) + scene.gap * 2 : 0
        y: scene.beside ? (scene.height - height) / 2 : scene.pictured ? scene.height - height : (scene.height - height) / 2
        width: scene.width - x
    }
}
