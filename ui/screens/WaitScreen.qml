// Something takes a moment. Nothing moves: it is over before one would wonder.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property WaitScreenData screen

    frame: screen.frame

    Scene { // in low mode the picture stands above the reach and its words stay below
        visible: page.low
        bridge: page.bridge
        picture: page.screen.picture
        x: page.contentX
        y: page.infoY
        width: page.contentWidth
        height: page.infoHeight
    }
    QuietCard {
        id: card
        bridge: page.bridge
        x: page.contentX
        y: page.contentY
        width: page.contentWidth
        height: page.contentHeight

        Scene {
            bridge: page.bridge
            picture: page.low ? "" : page.screen.picture
            caption: page.screen.message
            x: page.metrics.gapWide
            y: page.metrics.gapWide
            width: parent.width - 2 * x
            height: parent.height - 2 * y
        }
    }
}
