// Where to hold a phone or a card: the scene, what the camera sees, and a word beside it. In low mode
// the scene stands above the reach and its screen draws it there. On a landscape panel the camera's
// picture takes the right end, and the scene may leave room below it; without a camera the scene has
// the right end, so that nothing moves that is pressed. Words that change keep their first line. A code of
// the machine's own has a card for itself, apart from the camera's: each of the two ways has its words below.
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
    property bool kept: preview // the camera's place, where there is no picture of it
    property bool ofCards: false
    property int below: 0 // of a landscape panel: room under the scene
    property var offer: [] // the machine's own code, in the place of the words beside the camera's picture

    readonly property MetricsData metrics: bridge.metrics
    readonly property bool wide: metrics.wide
    readonly property bool offered: offer.length > 0
    readonly property bool squared: wide && kept
    readonly property bool stands: squared && !preview // the scene, in the camera's place
    readonly property int sceneWidth: squared ? width - height - metrics.gap : width
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

        visible: !(here.offered && here.wide)
        bridge: here.bridge
        y: here.above ? here.sceneHeight + here.metrics.gap : 0
        width: here.offered ? seen.x + seen.width + here.metrics.gap : here.sceneWidth
        height: parent.height - y - here.below

        Scene { // without a camera the picture that teaches stands in its place
            visible: here.offered && !here.preview
            bridge: here.bridge
            picture: here.picture
            x: seen.x
            y: seen.y - card.y
            width: seen.width
            height: seen.height
        }
        Scene {
            visible: !here.offered

            // large words leave no room for both sentences beside a camera picture: the nearer one stays
            readonly property bool brief: here.metrics.larger && here.preview && (!here.wide || here.below > 0)
            readonly property bool only: brief && here.wide && here.hint !== "" && here.tip === ""
            readonly property bool under: here.preview && here.metrics.larger && !here.wide // a picture and whole lines
            readonly property bool narrow: here.metrics.larger && here.below > 0

            readonly property int fullSize: here.tip !== "" || here.wide || !here.preview ? here.metrics.leadWords : here.metrics.body

            bridge: here.bridge
            picture: here.metrics.low || here.above || here.stands ? "" : here.picture
            caption: here.tip !== "" ? here.tip : only ? here.hint : brief ? "" : here.guide
            hint: only || brief && here.tip !== "" || here.stands && here.metrics.larger ? "" : here.hint
            largest: under && here.tip !== "" ? here.metrics.note : narrow ? (fullSize + here.metrics.note) / 2 : fullSize
            leftAligned: here.preview || here.stands
            topped: under
            begin: here.preview && !here.metrics.larger ? (height - 3.5 * here.metrics.body) / 2 : -1
            x: here.preview && !here.wide ? seen.x + seen.width + here.metrics.gapWide : here.stands ? here.metrics.gap : card.pad
            y: under ? seen.y - card.y : card.pad
            width: card.width - x - card.pad
            height: card.height - y - card.pad
        }
    }
    Words {
        id: line
        visible: false
        text: here.guide
        pixelSize: here.metrics.note
        strong: true
        wrapMode: Text.NoWrap
    }
    Words { // large words stand over the camera's picture, which does not move for them
        id: over
        objectName: "guide"
        visible: here.preview && here.metrics.larger && !here.wide && !here.offered && here.tip === ""
            && implicitHeight + here.metrics.gap <= seen.y - card.y
        readonly property real part: width / Math.max(1, line.implicitWidth) // of the type's size, to stay in one line

        text: here.guide
        pixelSize: here.metrics.note * (part < 1 && part >= 0.8 ? part * 0.98 : 1)
        strong: true
        color: here.bridge.theme.text
        horizontalAlignment: Text.AlignHCenter
        x: here.metrics.gap
        y: card.y + (seen.y - card.y - height) / 2
        width: here.width - 2 * here.metrics.gap
    }
    QuietCard {
        visible: here.offered && !here.wide
        bridge: here.bridge
        x: card.width + here.metrics.gap
        y: card.y
        width: parent.width - x
        height: card.height

        Loader {
            active: here.offered && !here.wide
            x: here.metrics.gap * 0.6
            y: here.metrics.gap * 0.5
            width: parent.width - 2 * x
            height: parent.height - 2 * y
            sourceComponent: OfferedCode {
                bridge: here.bridge
                rows: here.offer
                words: here.guide
            }
        }
    }
    QuietCard {
        visible: here.stands
        bridge: here.bridge
        x: seen.x
        width: seen.width
        height: seen.height

        Scene { // large words leave one place for a second sentence
            bridge: here.bridge
            picture: caption !== "" ? "" : here.picture
            caption: here.metrics.larger ? here.hint : ""
            largest: here.metrics.note
            x: here.metrics.gap
            y: here.metrics.gap
            width: parent.width - 2 * x
            height: parent.height - 2 * y
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
