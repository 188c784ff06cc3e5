// Item, price and what is left, read back before coins go.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property ConfirmScreenData screen

    readonly property bool squeezed: larger && note.lineCount > 1

    frame: screen.frame
    Accessible.role: Accessible.Grouping
    Accessible.name: screen.readback

    ItemCard {
        id: card
        bridge: page.bridge
        item: page.screen.item
        picture: page.screen.picture
        price: page.screen.price
        amountSize: page.squeezed ? page.metrics.body : page.metrics.amount
        onQuiet: page.low
        x: page.contentX
        y: page.low ? page.infoY : page.contentY
        width: page.contentWidth
        height: page.low ? page.infoHeight
                         : page.larger ? implicitHeight
                         : Math.min(page.contentHeight * 0.4, implicitHeight + page.metrics.gapWide * 3)
    }
    BalanceLines {
        bridge: page.bridge
        model: page.screen.lines
        x: page.larger ? page.contentX : page.contentX + page.metrics.gapWide
        y: page.low ? page.contentY : card.y + card.height + page.metrics.gapWide
        width: page.larger ? page.contentWidth : page.contentWidth - 2 * page.metrics.gapWide
    }
    Words {
        id: note
        objectName: "note"
        text: page.screen.note
        pixelSize: page.metrics.note
        color: page.theme.soft
        x: page.larger ? page.contentX : page.contentX + page.metrics.gapWide
        y: page.contentBottom - height
        width: page.larger ? page.contentWidth : page.contentWidth - 2 * page.metrics.gapWide
    }
}
