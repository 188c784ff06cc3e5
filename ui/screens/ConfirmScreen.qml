// Item, price and what is left, read back before coins go. On a landscape panel the item stands left of
// the lines. The lines keep to the content whatever their words: they are set smaller before they leave it.
// Facts that have no room beside the price stand on pages behind the first, in the place of the lines.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property ConfirmScreenData screen

    readonly property bool first: screen.page === 1
    readonly property bool aside: wide && !larger // the note stands below the lines, right of the card
    readonly property int between: larger ? metrics.gap * (wide ? 0.5 : 0.8) : wide ? metrics.gap : metrics.gapWide
    readonly property int noteSize: larger ? metrics.note : metrics.body
    readonly property bool flat: wide && larger // the card is too small for facts
    readonly property bool under: (low || flat || alone) && screen.facts.length > 0 // the facts stand below the lines
    readonly property bool tight: !wide && !larger && screen.facts.length > 4 // else the amount would not stay the largest
    readonly property bool alone: wide && !first // no card: what they are of stands on the first page
    readonly property int foot: note.visible ? note.height + between : 0
    readonly property int rest: contentHeight - foot - (under ? facts.height + between * (flat ? 0.4 : 1) : 0) // without note and facts
    readonly property int cardWidth: wide && first ? contentWidth * (larger ? 0.43 : 0.48) : contentWidth
    readonly property int cardRoom: low ? infoHeight : aside && first ? contentHeight : wide ? rest : rest - (first ? lines.height + between : 0)
    readonly property int linesX: wide ? contentX + cardWidth + metrics.gapWide : contentX
    readonly property int linesRoom: wide || low ? rest : rest - between - card.leastHeight
    readonly property int loose: rest - lines.height // beside the card

    frame: screen.frame
    paged: screen.pages > 1
    Accessible.role: Accessible.Grouping
    Accessible.name: screen.readback

    ItemCard {
        id: card
        visible: !page.alone
        bridge: page.bridge
        item: page.screen.item
        picture: page.screen.picture
        price: page.screen.price
        facts: page.low || page.flat || page.alone ? [] : page.screen.facts
        room: page.cardRoom
        tight: page.tight
        white: page.low
        x: page.contentX
        y: page.low ? page.infoY : page.contentY
        width: page.cardWidth
        height: page.cardRoom
    }
    BalanceLines {
        id: lines
        bridge: page.bridge
        model: page.screen.lines
        room: page.linesRoom
        loose: page.larger ? page.metrics.gap * 0.4 : page.screen.lines.length > 4 ? page.metrics.gap * 0.6 : page.tight ? page.metrics.gap : page.metrics.gapWide
        x: page.linesX
        y: page.low ? page.contentY
         : page.wide ? page.contentY + Math.max(0, page.loose / 2)
         : card.y + card.height + page.between
        width: page.contentX + page.contentWidth - x
    }
    Words {
        id: of // what the facts are of, where there is room for it above them
        visible: page.alone && implicitHeight + 2 * page.between + facts.height + (note.visible ? note.height : 0) <= page.contentHeight
        text: page.screen.item
        pixelSize: page.metrics.body
        strong: true
        color: page.theme.text
        x: page.contentX
        y: page.contentY
        width: page.contentWidth - (sum.visible ? sum.implicitWidth + page.metrics.gap : 0)
    }
    Words {
        id: sum
        visible: of.visible && text !== ""
        text: page.screen.price?.coins ?? ""
        pixelSize: page.metrics.body
        strong: true
        color: page.theme.coin
        horizontalAlignment: Text.AlignRight
        x: page.contentX + page.contentWidth - implicitWidth
        y: page.contentY
    }
    StateLines {
        id: facts
        visible: page.under
        bridge: page.bridge
        model: page.screen.facts
        pixelSize: page.alone && !page.larger ? page.metrics.body : page.metrics.note
        x: page.contentX
        y: !page.first ? page.contentY + (of.visible ? of.height + page.between : 0)
         : page.flat ? page.contentBottom - page.foot - height : lines.y + lines.height + page.between
        width: page.contentWidth
    }
    Words {
        id: note
        objectName: "note"
        visible: text !== ""
        text: page.wide ? Lettering.joined(page.screen.note) : page.screen.note
        pixelSize: page.noteSize
        color: page.theme.soft
        x: page.aside && page.first ? page.linesX : page.contentX
        y: page.alone ? facts.y + facts.height + page.between
         : !page.first ? page.contentBottom - height
         : page.under && !page.flat ? facts.y + facts.height + page.between
         : page.low || page.aside ? lines.y + lines.height + page.between : page.contentBottom - height
        width: page.contentX + page.contentWidth - x
    }
    Loader {
        active: page.paged
        x: page.pagerX
        y: page.pagerY
        width: page.pagerWidth
        height: page.pagerHeight
        sourceComponent: Pager {
            bridge: page.bridge
            current: page.screen.page
            pages: page.screen.pages
            previous: page.screen.previous
            next: page.screen.next
        }
    }
}
