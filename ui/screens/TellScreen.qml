// What a person asked for: the balance as large as any amount, and below it what it is made of; on further
// pages what has moved it. In low mode the balance stands above the reach, where only its owner reads it.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property TellScreenData screen

    readonly property bool balanced: screen.amount !== ""
    readonly property int inset: larger ? metrics.gap * (wide ? 0.4 : 0.8) : metrics.gapWide
    readonly property bool beside: wide && (screen.lines.length > 0 || screen.note !== "")
    readonly property int cardWidth: beside ? contentWidth * 0.46 : contentWidth
    readonly property int cardHeight: low ? infoHeight : wide ? contentHeight
        : Math.min(contentHeight * 0.5, sum.height + 2 * inset + (larger ? 0 : metrics.gap * 8))
    readonly property int between: larger ? metrics.gap : metrics.gapWide
    readonly property int restX: beside ? contentX + cardWidth + metrics.gapWide : contentX
    readonly property int restY: low || beside ? contentY : contentY + cardHeight + between
    readonly property int restHeight: contentBottom - restY
    readonly property int besideHeight: (purses.visible ? purses.height : 0) + (note.visible ? note.height : 0) + (purses.visible && note.visible ? between : 0)

    frame: screen.frame
    paged: screen.pages > 1

    QuietCard {
        id: card
        visible: page.balanced
        white: page.low
        bridge: page.bridge
        x: page.contentX
        y: page.low ? page.infoY : page.contentY
        width: page.cardWidth
        height: page.cardHeight

        Item {
            id: sum
            x: page.inset
            y: (parent.height - height) / 2
            width: parent.width - 2 * page.inset
            height: label.height + amount.implicitHeight

            Words {
                id: label
                text: page.screen.label
                pixelSize: page.larger ? page.metrics.note : page.metrics.balance
                color: page.theme.text
                width: parent.width
            }
            Amount {
                id: amount
                bridge: page.bridge
                coins: page.screen.amount
                pixelSize: Math.min(page.metrics.amount * (page.larger ? 1 : 1.3), page.metrics.amount * 2 * sum.width / Math.max(1, twice.implicitWidth))
                y: label.height
            }
            Amount {
                id: twice
                visible: false
                bridge: page.bridge
                coins: page.screen.amount
                pixelSize: page.metrics.amount * 2
            }
        }
    }
    BalanceLines {
        id: purses
        visible: page.screen.lines.length > 0
        bridge: page.bridge
        model: page.screen.lines
        room: page.restHeight - (note.visible ? note.implicitHeight + page.between : 0)
        x: page.restX
        y: page.beside ? page.contentY + (page.contentHeight - page.besideHeight) / 2 : page.restY
        width: page.contentX + page.contentWidth - x
    }
    Words {
        id: note
        objectName: "note"
        visible: text !== ""
        text: page.screen.note
        pixelSize: page.larger ? page.metrics.note : page.metrics.body
        color: page.theme.soft
        x: page.restX
        y: page.screen.lines.length > 0 ? purses.y + purses.height + page.between
         : page.beside ? page.contentY + (page.contentHeight - page.besideHeight) / 2 : page.restY
        width: page.contentX + page.contentWidth - x
    }
    MovementLines {
        visible: page.screen.moves.length > 0
        bridge: page.bridge
        model: page.screen.moves
        rowHeight: Math.min(page.contentHeight / Math.max(1, page.screen.moves.length), page.metrics.gap * (page.wide ? page.larger ? 11 : 6 : page.larger ? 12 : 9))
        x: page.contentX
        y: page.contentY
        width: page.contentWidth
    }
    Loader {
        active: page.paged
        x: page.pagerX
        y: page.pagerY
        width: page.wide ? page.pagerWidth : Math.min(page.pagerWidth, page.pagerHeight * 2.9)
        height: page.pagerHeight
        sourceComponent: Pager {
            bridge: page.bridge
            current: page.screen.page
            pages: page.screen.pages
            previous: page.screen.previous
            next: page.screen.next
            worded: !page.leads && !page.wide
        }
    }
}
