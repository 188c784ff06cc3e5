// The machine can't serve: what is wrong and where to go.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property OutOfOrderScreenData screen

    readonly property int above: contentHeight - words.height - metrics.gap

    frame: screen.frame

    FitSize {
        id: fit
        texts: [page.screen.what, page.screen.todo]
        width: page.contentWidth
        room: page.contentHeight - page.metrics.gap
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
        height: page.low ? page.infoHeight : Math.min(page.above, page.contentWidth / proportion)
    }
    Column {
        id: words
        x: page.contentX
        y: page.low || !scene.visible ? page.contentY : scene.y + scene.height + page.metrics.gap
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
        Words {
            objectName: "todo"
            text: page.screen.todo
            pixelSize: fit.pixelSize
            color: page.theme.text
            width: parent.width
        }
    }
}
