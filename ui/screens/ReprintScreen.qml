// A ticket that was paid and not taken is offered again to the one who paid.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property ReprintScreenData screen

    frame: screen.frame

    Scene {
        bridge: page.bridge
        picture: page.screen.picture
        visible: height > page.metrics.gap * 6
        x: page.contentX
        y: page.low ? page.infoY : page.contentY
        width: page.contentWidth
        height: page.low ? page.infoHeight
                         : Math.min(page.metrics.rowLeast * 1.8, page.contentHeight - words.height - page.metrics.gapWide)
    }
    Column {
        id: words
        x: page.contentX
        y: page.low ? page.contentY : page.contentBottom - height
        width: page.contentWidth
        spacing: page.metrics.gap

        Words {
            text: page.screen.message
            pixelSize: page.metrics.body
            color: page.theme.text
            width: parent.width
        }
        QuietCard {
            bridge: page.bridge
            width: parent.width
            height: bought.height + 2 * page.metrics.gap

            Column {
                id: bought
                x: page.metrics.gapWide
                y: page.metrics.gap
                width: parent.width - 2 * x

                Words {
                    text: page.screen.item
                    pixelSize: page.metrics.body
                    strong: true
                    color: page.theme.text
                    width: parent.width
                }
                Words {
                    text: page.screen.bought
                    pixelSize: page.metrics.note
                    color: page.theme.soft
                    width: parent.width
                }
            }
        }
    }
}
