// Show a card or a badge here: where to hold it and what the camera sees. Nothing is bought.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property CardScreenData screen

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
        bridge: page.bridge
        picture: page.screen.picture
        guide: page.screen.guide
        hint: page.screen.hint
        tip: page.screen.tip
        preview: page.screen.preview
        previewLabel: page.screen.previewLabel
        ofCards: page.screen.ofCards
        x: page.contentX
        y: page.contentY
        width: page.contentWidth
        height: page.contentHeight
    }
}
