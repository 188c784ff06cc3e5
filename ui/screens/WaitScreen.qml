// Something takes a moment. Nothing moves: it is over before one would wonder.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property WaitScreenData screen

    frame: screen.frame

    Scene {
        visible: page.screen.picture !== ""
        bridge: page.bridge
        picture: page.screen.picture
        x: page.contentX
        y: page.low ? page.infoY : page.contentY + page.metrics.gapWide
        width: page.contentWidth
        height: page.low ? page.infoHeight : page.contentHeight * 0.45
    }
    Words {
        text: page.screen.message
        pixelSize: page.metrics.body
        color: page.theme.text
        horizontalAlignment: Text.AlignHCenter
        x: page.contentX
        y: page.low || page.screen.picture === "" ? page.contentY + page.metrics.gapWide
                                                  : page.contentY + page.contentHeight * 0.45 + page.metrics.gapWide * 2
        width: page.contentWidth
    }
}
