// Show your code here: where to hold it, what the camera sees, and what it is for.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property CodeScreenData screen

    readonly property bool ordered: screen.item !== ""

    frame: screen.frame

    Scene {
        visible: page.low
        bridge: page.bridge
        picture: page.screen.picture
        x: page.contentX
        y: page.infoY
        width: page.contentWidth
        height: page.infoHeight
    }
    ShowHere {
        bridge: page.bridge
        picture: page.screen.picture
        guide: page.screen.guide
        hint: page.screen.hint
        preview: page.screen.preview
        x: page.contentX
        y: page.contentY
        width: page.contentWidth
        height: page.contentHeight - (page.ordered ? strip.implicitHeight + page.metrics.gap : 0)
    }
    OrderStrip {
        id: strip
        visible: page.ordered
        bridge: page.bridge
        screen: page.screen
        x: page.contentX
        y: page.contentBottom - height
        width: page.contentWidth
        height: implicitHeight
    }
}
