// A machine beside this one counts what somebody puts in: where it goes in, the number so far as large as any
// amount, and what to do. The number grows by itself and moves nothing.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property CountScreenData screen

    readonly property int inset: larger ? metrics.gap * (wide ? 0.4 : 0.8) : metrics.gapWide
    readonly property int sceneWidth: wide ? contentWidth * (larger ? 0.36 : 0.46) : contentWidth
    readonly property int cardX: wide ? contentX + sceneWidth + metrics.gapWide : contentX
    readonly property int cardWidth: contentX + contentWidth - cardX
    readonly property int between: larger ? metrics.gap * 0.5 : metrics.gap
    readonly property int cardHeight: number.height + 2 * inset
    readonly property int wordsHeight: todo.height + between
    readonly property bool pictured: low || wide || sceneRoom >= metrics.gap * 8
    readonly property int sceneRoom: contentHeight - cardHeight - wordsHeight - between

    frame: screen.frame

    Scene {
        visible: page.pictured
        bridge: page.bridge
        picture: page.screen.picture
        x: page.low ? page.infoX : page.contentX
        y: page.low ? page.infoY : page.contentY
        width: page.low ? page.infoWidth : page.sceneWidth
        height: page.low ? page.infoHeight : page.wide ? page.contentHeight : page.sceneRoom
    }
    QuietCard {
        id: card
        bridge: page.bridge
        x: page.cardX
        y: page.wide ? page.contentY + Math.max(0, (page.contentHeight - height - page.wordsHeight) / 2)
         : page.low ? page.contentY + Math.max(0, (page.contentHeight - height - page.wordsHeight) / 2)
         : page.pictured ? page.contentBottom - page.wordsHeight - height
         : page.contentY + (page.contentHeight - page.wordsHeight - height) / 2
        width: page.cardWidth
        height: page.cardHeight

        Item {
            id: number
            x: page.inset
            y: page.inset
            width: parent.width - 2 * page.inset
            height: label.height + count.height

            Words {
                id: label
                text: page.screen.label
                pixelSize: page.metrics.note
                color: page.theme.soft
                horizontalAlignment: Text.AlignHCenter
                width: parent.width
            }
            Words {
                id: count
                objectName: "count"
                text: page.screen.count
                pixelSize: page.metrics.amount * (page.larger ? 1 : page.wide ? 1.2 : 1.3)
                strong: true
                wrapMode: Text.NoWrap
                color: page.theme.text
                horizontalAlignment: Text.AlignHCenter
                y: label.height
                width: parent.width
            }
        }
    }
    WordStack {
        id: todo
        bridge: page.bridge
        parts: [
            { name: "message", text: page.screen.message, strong: true },
            { name: "hint", text: page.screen.hint, soft: true }
        ]
        room: page.contentHeight - page.cardHeight - page.between
        x: page.cardX
        y: card.y + card.height + page.between
        width: page.cardWidth
    }
}
