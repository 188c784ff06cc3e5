// Where to hold a phone or a card: the scene, what the camera sees, and a word beside it. In low mode
// the scene stands above the reach and its screen draws it there. On a landscape panel the camera's
// picture takes the right end, and the scene may leave room below it.
import QtQuick
import KioskTypes

Item {
    id: here

    required property KioskBridge bridge
    required property string picture
    required property string guide
    required property string hint
    property string tip: "" // what would help now, in the guide's place
    required property bool preview
    property string previewLabel: ""
    property bool ofCards: false
    property int below: 0 // of a landscape panel: room under the scene

    readonly property MetricsData metrics: bridge.metrics
    readonly property bool wide: metrics.wide
    readonly property int sceneWidth: wide && preview ? width - height - metrics.gap : width
    readonly property bool above: preview && !wide && !metrics.low && !metrics.larger
    readonly property int leastScene: metrics.rowLeast * 1.2
    readonly property int tallest: width * 0.52 + 6 * metrics.gap // a card about the camera picture
    readonly property int sceneHeight: above ? Math.max(leastScene, height - metrics.gap - tallest) : 0

    Scene {
        visible: here.above
        bridge: here.bridge
        picture: here.picture
        width: parent.width
        height: here.sceneHeight
    }
    QuietCard {
        id: card

        readonly property int pad: here.metrics.gap * (here.wide && here.metrics.larger ? 0.25 : 1)

        bridge: here.bridge
        y: here.above ? here.sceneHeight + here.metrics.gap : 0
        width: here.sceneWidth
        height: parent.height - y - here.below

        Scene { // large words leave no room for both sentences beside a camera picture: the nearer one stays
            readonly property bool brief: here.metrics.larger && here.preview && (!here.wide || here.below > 0)
            readonly property bool tipped: here.tip !== "" && here.metrics.larger && !here.wide // whole lines
            readonly property bool only: brief && here.wide && here.hint !== ""

            bridge: here.bridge
            picture: here.metrics.low || here.above ? "" : here.picture
            caption: here.tip !== "" ? here.tip : only ? here.hint : brief ? "" : here.guide
            hint: only || brief && here.tip !== "" ? "" : here.hint
            largest: tipped ? here.metrics.note : here.wide || !here.preview ? here.metrics.leadWords : here.metrics.body
            leftAligned: here.preview
            x: here.preview && !here.wide ? seen.x + seen.width + here.metrics.gapWide : card.pad
            y: card.pad
            width: card.width - x - card.pad
            height: card.height - 2 * y
        }
    }
    PreviewFrame {
        id: seen
        visible: here.preview
        bridge: here.bridge
        label: here.previewLabel
        ofCards: here.ofCards
        x: here.wide ? parent.width - width : here.metrics.gap
        y: card.y + (card.height + (here.wide ? here.below : 0) - height) / 2
        width: here.wide ? parent.height : Math.min(card.height - 2 * here.metrics.gap, parent.width * 0.52)
        height: width
    }
}
