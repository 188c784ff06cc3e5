// The machine can't serve: what is wrong and where to go. At the card's foot, small and quiet, a line
// that somebody reads out to a technician.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property OutOfOrderScreenData screen

    readonly property int inner: contentWidth - 2 * metrics.gapWide
    readonly property int foot: note.visible ? note.height + metrics.gap : 0
    readonly property int cardHeight: contentHeight - foot
    readonly property int room: cardHeight - 2 * metrics.gapWide
    readonly property int above: room - words.height - metrics.gapWide
    readonly property int used: words.height + (scene.visible && !low ? scene.height + metrics.gapWide : 0)

    frame: screen.frame

    FitSize {
        id: fit
        texts: [page.screen.what, page.screen.todo]
        width: page.inner
        room: page.room - page.metrics.gap
        largest: page.metrics.body
        smallest: page.metrics.note
    }
    QuietCard {
        id: card
        bridge: page.bridge
        x: page.contentX
        y: page.contentY
        width: page.contentWidth
        height: page.contentHeight
    }
    Scene {
        id: scene
        visible: height > page.metrics.gap * 6
        bridge: page.bridge
        picture: page.screen.picture
        x: page.contentX + page.metrics.gapWide
        y: page.low ? page.infoY : page.contentY + (page.cardHeight - page.used) / 2
        width: page.inner
        height: page.low ? page.infoHeight : Math.min(page.above, width / proportion)
    }
    Column {
        id: words
        x: page.contentX + page.metrics.gapWide
        y: page.contentY + (page.cardHeight + page.used) / 2 - height
        width: page.inner
        spacing: page.metrics.gap

        Words {
            objectName: "what"
            text: page.screen.what
            pixelSize: fit.pixelSize
            strong: true
            color: page.theme.text
            horizontalAlignment: Text.AlignHCenter
            width: parent.width
        }
        Words {
            objectName: "todo"
            text: page.screen.todo
            pixelSize: fit.pixelSize
            color: page.theme.text
            horizontalAlignment: Text.AlignHCenter
            width: parent.width
        }
    }
    Words {
        id: note
        objectName: "note"
        visible: text !== ""
        text: page.screen.note
        pixelSize: page.metrics.note
        color: page.theme.soft
        horizontalAlignment: Text.AlignHCenter
        x: page.contentX + page.metrics.gapWide
        y: page.contentY + page.contentHeight - page.metrics.gap - height
        width: page.inner
    }
}
