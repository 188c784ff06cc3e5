// The body of a page that says something: a scene that teaches, and words. Upright the scene stands above
// the words, in low mode above the reach; on a landscape panel it stands left of them. Where the words
// need its place, the scene gives way.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Item {
    id: body

    required property Page around // the page that this is the body of
    required property string picture
    required property var parts // as WordStack has them
    property int foot: 0 // kept free below the words

    readonly property KioskBridge bridge: around.bridge
    readonly property MetricsData metrics: bridge.metrics
    readonly property bool wide: metrics.wide
    readonly property bool low: metrics.low
    readonly property bool pictured: picture !== ""
    readonly property bool beside: wide && pictured && narrow.fits
    readonly property bool lifted: low && metrics.larger && whole.pixelSize < whole.largest && first.fits
    readonly property int gap: metrics.gap
    readonly property int sideWidth: Math.min(around.contentWidth * 0.42, around.contentHeight * 1.5)
    readonly property int sceneWidth: beside ? sideWidth : 0
    readonly property int wordsX: around.contentX + (beside ? sceneWidth + metrics.gapWide : 0)
    readonly property int wordsWidth: around.contentWidth - wordsX + around.contentX
    readonly property int room: around.contentHeight - foot
    readonly property int spare: room - words.height
    readonly property int leastScene: gap * (metrics.larger && !metrics.low ? 10 : 6)
    readonly property bool over: !low && !wide && pictured && spare >= leastScene // the scene, over the words
    readonly property int sceneHeight: low ? around.infoHeight : wide ? room
                                       : Math.min(spare - gap, around.contentWidth / 1.5)
    readonly property int loose: over ? spare - gap - sceneHeight : 0 // shared out above and below

    WordStack { // right of the scene
        id: narrow
        visible: false
        bridge: body.bridge
        parts: body.parts
        room: body.room
        width: body.around.contentWidth - body.sideWidth - body.metrics.gapWide
    }
    WordStack {
        id: whole
        visible: false
        bridge: body.bridge
        parts: body.parts
        room: body.room
        width: body.around.contentWidth
    }
    WordStack { // in low mode the first part stands above the reach where all can't stand below
        id: first
        visible: body.lifted
        bridge: body.bridge
        parts: body.parts.slice(0, 1)
        room: body.around.infoHeight + body.gap * 0.5
        x: body.around.contentX
        y: body.around.infoY
        width: body.around.contentWidth
    }
    Scene {
        visible: !body.lifted && height >= body.leastScene && (!body.wide || body.beside)
        bridge: body.bridge
        picture: body.picture
        x: body.around.contentX
        y: body.low ? body.around.infoY : body.around.contentY + body.loose / 3
        width: body.wide ? body.sceneWidth : body.around.contentWidth
        height: body.sceneHeight
    }
    WordStack {
        id: words
        bridge: body.bridge
        parts: body.lifted ? body.parts.slice(1) : body.parts
        room: body.room
        x: body.wordsX
        y: body.around.contentY + (body.over ? body.spare - body.loose / 3 : body.spare / 2)
        width: body.wordsWidth
    }
}
