// A picture that teaches and its words: under it, or beside it where the place is wide. The words are
// set smaller before the picture would shrink to nothing, then the quieter words give way, then the
// picture; what is said never does.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Item {
    id: scene

    required property KioskBridge bridge
    required property string picture
    property string caption: ""
    property string hint: "" // quieter words below
    property bool leftAligned: false
    property bool topped: false // a picture over words begins at the top, however many lines follow
    property int begin: -1 // where words beside a picture begin; below 0 in the middle
    property int largest: metrics.body // of the caption
    property color tint: "transparent"

    readonly property MetricsData metrics: bridge.metrics
    readonly property int gap: metrics.gap
    readonly property int between: gap * 0.6 // caption and hint
    readonly property int middle: (largest + metrics.note) / 2
    readonly property bool worded: caption !== "" || hint !== ""
    readonly property bool beside: worded && picture !== "" && width > (metrics.wide ? 1.8 : 2.4) * height
    readonly property int leastHeight: gap * (metrics.wide ? 5 : 7) // of a picture that teaches well
    readonly property int besideRoom: width * (metrics.larger && !metrics.wide ? 0.3 : 0.45)
    readonly property int besideWidth: Math.min(besideRoom, height * proportionOf(besideRoom, height))

    readonly property Try tried: [usual, smaller, least, unhinted, bare, bareSmaller, bareLeast].find(each => each.fits) ?? last
    readonly property bool pictured: picture !== "" && tried.pictured
    readonly property bool hinted: hint !== "" && tried.hinted
    readonly property bool told: caption !== "" || hinted
    readonly property bool lying: pictured && beside && told
    readonly property int pictureWidth: lying ? besideWidth : width
    readonly property int pictureHeight: lying || !told ? height : height - words.height - gap
    readonly property real drawnProportion: proportionOf(pictureWidth, pictureHeight)
    readonly property int spare: lying || !told || !pictured ? 0 : Math.max(0, pictureHeight - drawn.height)
    readonly property int alignment: leftAligned || lying ? Text.AlignLeft : Text.AlignHCenter

    readonly property real proportion: 1.5 // width over height of most scenes

    // scenes are drawn 3 : 2; for a place that is much wider some have a twin of 3 : 1
    function proportionOf(across: real, down: real): real {
        return across > 2.2 * down ? 3 : proportion;
    }

    component Caption: Words {
        text: scene.caption
        strong: true
        color: scene.bridge.theme.text
    }
    component Hint: Words {
        text: scene.hint
        pixelSize: scene.metrics.note
        color: scene.bridge.theme.soft
    }
    component Try: Item {
        id: attempt

        property int pixelSize: scene.metrics.note // of the caption
        property bool hinted: true
        property bool pictured: false
        property int leastHeight: scene.leastHeight // of the picture

        readonly property bool level: pictured && scene.beside
        readonly property int room: scene.height - (pictured && !level && scene.picture !== "" ? scene.gap + leastHeight : 0)
        readonly property int wanted: (scene.caption !== "" ? first.implicitHeight : 0)
            + (hinted && scene.hint !== "" ? second.implicitHeight : 0)
            + (hinted && scene.caption !== "" && scene.hint !== "" ? scene.between : 0)
        readonly property bool fits: wanted <= room && first.contentWidth <= width
            && (!hinted || second.contentWidth <= width)

        visible: false
        width: scene.width - (level ? scene.besideWidth + 2 * scene.gap : 0)

        Caption { id: first; pixelSize: attempt.pixelSize; width: attempt.width }
        Hint { id: second; width: attempt.width }
    }

    Try { id: usual; pictured: true; pixelSize: scene.largest }
    Try { id: smaller; pictured: true; pixelSize: scene.middle }
    Try { id: least; pictured: true; leastHeight: 5 * scene.gap }
    Try { id: unhinted; pictured: true; hinted: false; leastHeight: 5 * scene.gap }
    Try { id: bare; pixelSize: scene.largest }
    Try { id: bareSmaller; pixelSize: scene.middle }
    Try { id: bareLeast }
    Try { id: last; hinted: scene.caption === "" }

    Picture {
        id: drawn
        visible: scene.pictured
        bridge: scene.bridge
        name: scene.picture
        tint: scene.tint
        height: Math.max(0, Math.min(scene.pictureHeight, scene.pictureWidth / scene.drawnProportion))
        width: Math.min(scene.pictureWidth, height * scene.drawnProportion)
        x: scene.lying ? (scene.besideWidth - width) / 2 : (scene.width - width) / 2
        y: scene.lying || !scene.told ? (scene.height - height) / 2 : scene.topped ? 0 : scene.spare / 2
    }
    Item { // no Column: it would lay itself out later than the picture is drawn
        id: words

        readonly property bool captioned: scene.caption !== ""
        readonly property real middle: (scene.height - height) / 2

        x: scene.lying ? scene.besideWidth + 2 * scene.gap : 0
        y: scene.lying || !scene.pictured ? (scene.begin < 0 ? middle : Math.min(scene.begin, 2 * middle))
         : scene.topped ? drawn.height + scene.gap : scene.height - height - scene.spare / 2
        width: scene.width - x
        height: captioned * said.implicitHeight + scene.hinted * added.implicitHeight
            + (captioned && scene.hinted) * scene.between

        Caption {
            id: said
            visible: words.captioned
            pixelSize: scene.tried.pixelSize
            horizontalAlignment: scene.alignment
            width: words.width
        }
        Hint {
            id: added
            objectName: "hint"
            visible: scene.hinted
            horizontalAlignment: scene.alignment
            y: words.height - height
            width: words.width
        }
    }
}
