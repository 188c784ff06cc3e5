// Nobody has been here for a while: an announcement of the district, held still or turned by hand.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property NewsScreenData screen

    readonly property bool several: screen.number !== ""
    readonly property int turnWidth: (contentWidth - number.width) / 2 - metrics.gapWide

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
    QuietCard {
        id: card
        bridge: page.bridge
        x: page.contentX
        y: page.contentY
        width: page.contentWidth
        height: page.contentHeight - (page.several ? page.metrics.barHeight + page.metrics.gap : 0)

        Scene {
            bridge: page.bridge
            picture: page.low ? "" : page.screen.picture
            caption: page.screen.text
            x: page.metrics.gap
            y: page.metrics.gap
            width: parent.width - 2 * x
            height: parent.height - 2 * y
        }
    }
    WordButton {
        act: "pause"
        visible: page.several
        bridge: page.bridge
        text: page.screen.pause
        sign: page.screen.paused ? "icon-play" : "icon-pause"
        x: page.contentX
        y: page.contentBottom - height
        width: page.turnWidth
        height: page.metrics.barHeight
    }
    Words {
        id: number
        visible: page.several
        text: page.screen.number
        pixelSize: page.metrics.label
        strong: true
        wrapMode: Text.NoWrap
        color: page.theme.text
        x: page.contentX + (page.contentWidth - width) / 2
        y: page.contentBottom - page.metrics.barHeight
        height: page.metrics.barHeight
    }
    WordButton {
        act: "page"
        argument: "next"
        visible: page.several
        bridge: page.bridge
        text: page.screen.next
        sign: "icon-next"
        signLast: true
        x: page.contentX + page.contentWidth - width
        y: page.contentBottom - height
        width: page.turnWidth
        height: page.metrics.barHeight
    }
}
