// Item, price and what is left, read back before coins go. On a landscape panel the item stands left of
// the lines. Long words are set a step smaller, never under the size of notes.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property ConfirmScreenData screen

    readonly property int inset: larger || wide ? 0 : metrics.gapWide
    readonly property int between: larger ? metrics.gap * (wide ? 0.5 : 1) : wide ? metrics.gap : metrics.gapWide
    readonly property int noteSize: larger ? metrics.note : metrics.body
    readonly property int rest: contentHeight - note.height - between // above the note
    readonly property int cardWidth: wide ? contentWidth * (larger ? 0.43 : 0.48) : contentWidth
    readonly property int linesX: wide ? contentX + cardWidth + metrics.gapWide : contentX + inset
    readonly property int linesRoom: wide || low ? rest : rest - between - card.leastHeight

    frame: screen.frame
    Accessible.role: Accessible.Grouping
    Accessible.name: screen.readback

    BalanceLines {
        id: usual
        visible: false
        bridge: page.bridge
        model: page.screen.lines
        width: lines.width
    }
    ItemCard {
        id: card
        bridge: page.bridge
        item: page.screen.item
        picture: page.screen.picture
        price: page.screen.price
        room: page.low ? page.infoHeight : page.wide ? page.rest : page.rest - lines.height - page.between
        white: page.low
        x: page.contentX
        y: page.low ? page.infoY : page.contentY
        width: page.cardWidth
        height: page.low ? page.infoHeight
              : page.wide ? page.rest
              : page.larger ? implicitHeight
              : Math.min(page.contentHeight * 0.4, implicitHeight + page.metrics.gapWide * 3)
    }
    BalanceLines {
        id: lines
        bridge: page.bridge
        model: page.screen.lines
        pixelSize: usual.implicitHeight <= page.linesRoom ? page.metrics.balance : page.metrics.note
        x: page.linesX
        y: page.low ? page.contentY
         : page.wide ? page.contentY + (page.rest - height) / 2
         : card.y + card.height + page.between
        width: page.contentX + page.contentWidth - page.inset - x
    }
    Words {
        id: note
        objectName: "note"
        text: page.wide ? page.screen.note.replace(/\n/g, " ") : page.screen.note
        pixelSize: page.noteSize
        color: page.theme.soft
        x: page.contentX + page.inset
        y: page.contentBottom - height
        width: page.contentWidth - 2 * page.inset
    }
}
