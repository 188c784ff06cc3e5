// A picture that teaches and its words: under it, or beside it where the place is wide. The words are
// set smaller before the picture shrinks to nothing; where both can't be, the words stay.
import QtQuick
import KioskTypes

Item {
    id: scene

    required property KioskBridge bridge
    required property string picture
    property string caption: ""
    property color tint: "transparent"

    readonly property MetricsData metrics: bridge.metrics
    readonly property int gap: metrics.gap
    readonly property real proportion: 1.5 // width over height of the drawn scenes
    readonly property int leastPicture: metrics.gap * (metrics.larger ? 10 : 7)
    readonly property bool beside: caption !== "" && picture !== "" && width > 2.4 * height
    readonly property int besideWidth: Math.min(height * proportion, width * (metrics.larger ? 0.3 : 0.45))
    readonly property int pictureHeight: caption === "" ? height
                                       : beside ? besideWidth / proportion : height - words.height - gap
    readonly property real spare: pictured && !beside && caption !== "" ? Math.max(0, pictureHeight - drawn.height) : 0
    readonly property bool pictured: picture !== "" && pictureHeight >= metrics.gap * 5

    FitSize {
        id: fit
        texts: [scene.caption]
        width: words.width
        room: scene.height - (scene.beside || scene.picture === "" ? 0 : scene.gap + scene.leastPicture)
        largest: scene.metrics.body
        smallest: scene.metrics.note
    }
    Picture {
        id: drawn
        visible: scene.pictured
        bridge: scene.bridge
        name: scene.picture
        tint: scene.tint
        height: Math.max(0, Math.min(scene.pictureHeight, scene.width / scene.proportion))
        width: Math.min(scene.width, height * scene.proportion)
        x: scene.beside ? 0 : (scene.width - width) / 2
        y: scene.beside || scene.caption === "" ? (scene.height - height) / 2 : scene.spare / 2
    }
    Words {
        id: words
        visible: scene.caption !== ""
        text: scene.caption
        pixelSize: fit.pixelSize
        strong: true
        color: scene.bridge.theme.text
        horizontalAlignment: scene.beside ? Text.AlignLeft : Text.AlignHCenter
        x: scene.beside ? scene.besideWidth + 2 * scene.gap : 0
        y: scene.beside || !scene.pictured ? (scene.height - height) / 2
                                            : scene.height - height - scene.spare / 2
        width: scene.width - x
    }
}
