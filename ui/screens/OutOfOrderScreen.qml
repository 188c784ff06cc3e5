// The machine can't serve: what is wrong and where to go.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property OutOfOrderScreenData screen

    frame: screen.frame

    Scene {
        visible: page.screen.picture !== "" && height > page.metrics.gap * 6
        bridge: page.bridge
        picture: page.screen.picture
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
        spacing: page.metrics.gapWide

        Words {
            objectName: "what"
            text: page.screen.what
            pixelSize: page.metrics.body
            strong: true
            color: page.theme.text
            width: parent.width
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
