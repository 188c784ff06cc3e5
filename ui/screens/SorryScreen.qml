// What happened, where the coins are, what to do now.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property SorryScreenData screen

    readonly property int sceneHeight: low ? infoHeight : contentHeight - words.height - metrics.gapWide

    frame: screen.frame

    Scene {
        visible: page.screen.picture !== "" && page.sceneHeight > page.metrics.gap * 6
        bridge: page.bridge
        picture: page.screen.picture
        x: page.contentX
        y: page.low ? page.infoY : page.contentY
        width: page.contentWidth
        height: Math.min(page.sceneHeight, page.metrics.rowLeast * 1.8)
    }
    Column {
        id: words
        x: page.contentX
        y: page.low ? page.contentY : page.contentBottom - height
        width: page.contentWidth
        spacing: page.metrics.gap

        Words {
            objectName: "what"
            text: page.screen.what
            pixelSize: page.metrics.body
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
                pixelSize: page.metrics.body
                strong: true
                color: page.theme.text
                x: page.metrics.gap
                y: page.metrics.gap
                width: parent.width - 2 * x
            }
        }
        Words {
            objectName: "todo"
            text: page.screen.todo
            pixelSize: page.metrics.body
            color: page.theme.text
            width: parent.width
        }
    }
}
