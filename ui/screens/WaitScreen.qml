// Something takes a moment. Nothing moves: it is over before one would wonder. In low mode the picture
// stands above the reach and its words stay below.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property WaitScreenData screen

    readonly property bool pays: screen.amount !== "" // at a machine beside this one
    readonly property int cardHeight: low ? Math.min(contentHeight, metrics.rowLeast * 1.2) : contentHeight // around words alone

    frame: screen.frame

    QuietCard {
        visible: !page.wide && !page.pays
        bridge: page.bridge
        x: page.contentX
        y: page.contentY
        width: page.contentWidth
        height: page.cardHeight
    }
    Scene {
        visible: page.low
        bridge: page.bridge
        picture: page.screen.picture
        x: page.infoX
        y: page.infoY
        width: page.infoWidth
        height: page.infoHeight
    }
    Scene {
        visible: !page.wide && !page.pays
        bridge: page.bridge
        picture: page.low ? "" : page.screen.picture
        caption: page.screen.message
        x: page.contentX + page.metrics.gapWide
        y: page.contentY + page.metrics.gapWide
        width: page.contentWidth - 2 * page.metrics.gapWide
        height: page.cardHeight - 2 * page.metrics.gapWide
    }
    Loader {
        active: page.wide && !page.pays
        sourceComponent: SceneAndWords {
            around: page
            picture: page.screen.picture
            parts: [{ name: "message", text: page.screen.message, strong: true }]
        }
    }
    Loader {
        active: page.pays
        x: page.contentX
        y: page.contentY
        width: page.contentWidth
        height: page.low ? Math.min(page.contentHeight, page.metrics.rowLeast * 2) : page.contentHeight
        sourceComponent: AmountToPay {
            bridge: page.bridge
            picture: page.screen.picture
            words: page.screen.message
            amount: page.screen.amount
        }
    }
}
