// A ticket that was paid and not taken is offered again to the one who paid.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property ReprintScreenData screen

    frame: screen.frame

    FitSize {
        id: fit
        texts: [page.screen.message, page.screen.item]
        width: page.contentWidth - 2 * page.metrics.gapWide
        room: page.contentHeight - bought.height - 3 * page.metrics.gap
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
            text: page.screen.message
            pixelSize: fit.pixelSize
            color: page.theme.text
            width: parent.width
        }
        QuietCard {
            bridge: page.bridge
            width: parent.width
            height: item.height + bought.height + 2 * page.metrics.gap

            Words {
                id: item
                text: page.screen.item
                pixelSize: fit.pixelSize
                strong: true
                color: page.theme.text
                x: page.metrics.gapWide
                y: page.metrics.gap
                width: parent.width - 2 * x
            }
            Words {
                id: bought
                text: page.screen.bought
                pixelSize: page.metrics.note
                color: page.theme.soft
                x: page.metrics.gapWide
                y: page.metrics.gap + item.height
                width: parent.width - 2 * x
            }
        }
    }
}
