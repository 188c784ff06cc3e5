// Show your code here: where to hold it, what the camera sees, and what it is for.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property CodeScreenData screen

    readonly property bool ordered: screen.item !== ""
    readonly property bool halved: wide && !larger && ordered && !screen.asked // two cards side by side
    readonly property int stripRoom: ordered && !halved ? strip.height + metrics.gap : 0

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
        below: page.wide ? page.stripRoom : 0
        x: page.contentX
        y: page.contentY
        width: page.halved ? page.halfWidth : page.contentWidth
        height: page.contentHeight - (page.wide ? 0 : page.stripRoom)
    }
    OrderStrip {
        id: strip
        visible: page.ordered
        bridge: page.bridge
        screen: page.screen
        tall: page.halved
        x: page.halved ? page.rightX : page.contentX
        y: page.contentBottom - height
        width: page.halved ? page.halfWidth : page.wide ? here.sceneWidth : page.contentWidth
        height: page.halved ? page.contentHeight : implicitHeight
    }
}
