// Show your code here: where to hold it, what the camera sees, and what it is for. A code of the machine's
// own, for a phone that reads it, stands beside the camera's picture; on a landscape panel at the left end.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property CodeScreenData screen

    readonly property bool ordered: screen.item !== ""
    readonly property bool halved: wide && !larger && ordered && !screen.asked // two cards side by side
    readonly property bool offered: screen.offer.length > 0
    readonly property bool three: wide && offered // code, order, camera side by side
    readonly property int codeWidth: three ? contentWidth * (larger ? 0.33 : 0.25) : 0
    readonly property int stripRoom: ordered && !halved && !three ? strip.height + metrics.gap : 0

    frame: screen.frame

    Scene {
        visible: page.low
        bridge: page.bridge
        picture: page.screen.picture
        x: page.infoX
        y: page.infoY
        width: page.infoWidth
        height: page.infoHeight
    }
    ShowHere {
        id: here
        bridge: page.bridge
        picture: page.screen.picture
        guide: page.screen.guide
        hint: page.screen.hint
        tip: page.screen.tip
        preview: page.screen.preview
        previewLabel: page.screen.previewLabel
        kept: page.screen.asked
        offer: page.screen.offer
        below: page.wide ? page.stripRoom : 0
        x: page.contentX
        y: page.contentY
        width: page.halved ? page.halfWidth : page.contentWidth
        height: page.contentHeight - (page.wide ? 0 : page.stripRoom)
    }
    Loader {
        active: page.three
        x: page.contentX
        y: page.contentY
        width: page.codeWidth
        height: page.contentHeight
        sourceComponent: OfferedCode {
            bridge: page.bridge
            rows: page.screen.offer
            words: page.screen.guide
        }
    }
    OrderStrip {
        id: strip
        visible: page.ordered
        bridge: page.bridge
        screen: page.screen
        tall: page.halved || page.three
        x: page.three ? page.contentX + page.codeWidth + page.metrics.gap : page.halved ? page.rightX : page.contentX
        y: page.contentBottom - height
        width: page.three ? here.x + here.sceneWidth - x : page.halved ? page.halfWidth : page.wide ? here.sceneWidth : page.contentWidth
        height: page.halved || page.three ? page.contentHeight : implicitHeight
    }
}
