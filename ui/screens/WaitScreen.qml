// Something takes a moment. Nothing moves: it is over before one would wonder.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property WaitScreenData screen

    readonly property bool plain: screen.picture === ""

    readonly property int tallest: metrics.rowLeast * (plain ? 1.9 : 3.4)

    frame: screen.frame

    Scene { // in low mode the picture stands above the reach and its words stay below
        bridge: page.bridge
        picture: page.plain ? "icon-clock" : page.screen.picture
        tint: page.plain ? page.theme.soft : "transparent"
        caption: page.low ? "" : page.screen.message
        x: page.contentX
        y: page.low ? page.infoY : page.contentY
        width: page.contentWidth
        height: page.low ? page.infoHeight : Math.min(page.contentHeight, page.tallest)
    }
    Scene {
        visible: page.low
        bridge: page.bridge
        picture: ""
        caption: page.screen.message
        x: page.contentX
        y: page.contentY
        width: page.contentWidth
        height: Math.min(page.contentHeight, page.metrics.rowLeast * 1.6)
    }
}
