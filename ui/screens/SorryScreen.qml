// What happened, where the coins are, what to do now.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property SorryScreenData screen

    readonly property int between: 4 * metrics.gap

    frame: screen.frame

    FitSize {
        id: fit
        texts: [page.screen.what, page.screen.coins, page.screen.todo]
        width: page.contentWidth - 2 * page.metrics.gapWide
        room: page.contentHeight - page.between
        largest: page.metrics.body
        smallest: page.metrics.note
    }
    Scene {
        id: scene
        visible: height > page.metrics.gap * 6
        bridge: page.bridge
        picture: page.screen.picture
        x: page.contentX
        y: page.low ? page.infoY : page.contentY
        width: page.contentWidth
        height: page.low ? page.infoHeight : page.contentHeight - words.height - page.metrics.gap
    }
    Column {
        id: words
        x: page.contentX
        y: page.low ? page.contentY
         : scene.visible ? page.contentBottom - height
         : page.contentY + Math.min(page.metrics.gapWide, page.contentHeight - height)
        width: page.contentWidth
        spacing: page.metrics.gap

        Words {
            objectName: "what"
            text: page.screen.what
            pixelSize: fit.pixelSize
            strong: true
            color: page.theme.text
            width: parent.width
        }
        QuietCard {
            bridge: page.bridge
            width: parent.width
            height: coins.height + 2 * page.metrics.gap

            Words {
                id: coins
                objectName: "coins"
                text: page.screen.coins
                pixelSize: fit.pixelSize
                strong: true
                color: page.theme.text
                x: page.metrics.gapWide
                y: page.metrics.gap
                width: parent.width - 2 * x
            }
        }
        Words {
            objectName: "todo"
            text: page.screen.todo
            pixelSize: fit.pixelSize
            color: page.theme.text
            width: parent.width
        }
    }
}
