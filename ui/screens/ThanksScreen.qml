// It is done: where the ticket is, what was used, how sure it is.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property ThanksScreenData screen

    readonly property int rest: contentHeight - below.height - metrics.gapWide

    frame: screen.frame

    QuietCard {
        id: card
        visible: !page.low
        bridge: page.bridge
        x: page.contentX
        y: page.contentY
        width: page.contentWidth
        height: page.rest
    }
    Scene {
        bridge: page.bridge
        picture: page.screen.picture
        caption: page.screen.where
        x: page.low ? page.contentX : card.x + page.metrics.gap
        y: page.low ? page.infoY : card.y + page.metrics.gap
        width: page.low ? page.contentWidth : card.width - 2 * page.metrics.gap
        height: page.low ? page.infoHeight : card.height - 2 * page.metrics.gap
    }
    Column {
        id: below
        x: page.larger ? page.contentX : page.contentX + page.metrics.gapWide
        y: page.low ? page.contentY : page.contentBottom - height
        width: page.larger ? page.contentWidth : page.contentWidth - 2 * page.metrics.gapWide
        spacing: page.larger ? page.metrics.gap * 0.6 : page.metrics.gapWide

        BalanceLines {
            bridge: page.bridge
            model: page.screen.lines
            width: parent.width
        }
        CertaintyMark {
            bridge: page.bridge
            certainty: page.screen.certainty
            text: page.screen.certaintyWords
            width: parent.width
        }
        Words {
            visible: text !== ""
            text: page.screen.message
            pixelSize: page.metrics.note
            color: page.theme.soft
            width: parent.width
        }
    }
}
