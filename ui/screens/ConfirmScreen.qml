// Item, price and what is left, read back before coins go. Long words are set a step smaller.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property ConfirmScreenData screen

    readonly property int inset: larger ? 0 : metrics.gapWide
    readonly property int noteSize: larger ? metrics.note : metrics.body
    readonly property int below: linesProbe.implicitHeight + noteProbe.implicitHeight + 2 * metrics.gap
    readonly property bool tight: larger && below > contentHeight - (low ? 0 : spacious.implicitHeight)
    readonly property bool tightest: tight && below > contentHeight - (low ? 0 : compact.implicitHeight)

    frame: screen.frame
    Accessible.role: Accessible.Grouping
    Accessible.name: screen.readback

    component Card: ItemCard {
        bridge: page.bridge
        item: page.screen.item
        picture: page.screen.picture
        price: page.screen.price
        width: page.contentWidth
    }

    Card {
        id: spacious
        visible: false
    }
    Card {
        id: compact
        visible: false
        amountSize: page.metrics.body
    }
    BalanceLines {
        id: linesProbe
        visible: false
        bridge: page.bridge
        model: page.screen.lines
        width: lines.width
    }
    Words {
        id: noteProbe
        visible: false
        text: page.screen.note
        pixelSize: page.noteSize
        width: note.width
    }

    Card {
        id: card
        amountSize: page.tight ? page.metrics.body : page.metrics.amount
        white: page.low
        x: page.contentX
        y: page.low ? page.infoY : page.contentY
        height: page.low ? page.infoHeight
                         : page.larger ? implicitHeight
                         : Math.min(page.contentHeight * 0.4, implicitHeight + page.metrics.gapWide * 3)
    }
    BalanceLines {
        id: lines
        bridge: page.bridge
        model: page.screen.lines
        pixelSize: page.tightest ? page.metrics.balance * 0.8 : page.metrics.balance
        x: page.contentX + page.inset
        y: page.low ? page.contentY : card.y + card.height + (page.larger ? page.metrics.gap : page.metrics.gapWide)
        width: page.contentWidth - 2 * page.inset
    }
    Words {
        id: note
        objectName: "note"
        text: page.screen.note
        pixelSize: page.noteSize * (page.tightest ? 0.8 : 1)
        color: page.theme.soft
        x: page.contentX + page.inset
        y: page.contentBottom - height
        width: page.contentWidth - 2 * page.inset
    }
}
