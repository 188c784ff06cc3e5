// It is done: where the ticket is, what was used, how sure it is, and at the last a word of thanks. On a
// landscape panel the scene stands left of the facts. One thing more may be done by one touch, below them. Long words are set smaller before they leave the content.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property ThanksScreenData screen

    readonly property int between: larger ? metrics.gap * (wide ? 0.4 : 0.6) : wide ? metrics.gap : metrics.gapWide
    readonly property bool greets: low || wide || !larger // else the scene needs the room
    readonly property int foot: more.active ? more.height + between : 0
    readonly property int room: (low || wide ? contentHeight : contentHeight * (larger ? 0.55 : 0.64)) - (wide || low ? foot : 0)
    readonly property var chosen: [most, nearer, middling, smaller, unthanked].find(each => each.height <= room) ?? least

    frame: screen.frame

    component Facts: Column {
        id: facts

        property int lineSize: page.metrics.note
        property int markSize: page.larger ? page.metrics.note : page.metrics.body
        property bool greets: page.greets
        property real apart: page.larger ? page.metrics.gap * 0.4 : page.metrics.gapWide

        x: page.wide ? card.x + card.width + page.metrics.gapWide : page.contentX
        width: page.contentX + page.contentWidth - x
        spacing: page.between

        BalanceLines {
            bridge: page.bridge
            model: page.screen.lines
            pixelSize: facts.lineSize
            loose: facts.apart
            width: parent.width
        }
        CertaintyMark {
            visible: page.screen.certaintyWords !== ""
            bridge: page.bridge
            certainty: page.screen.certainty
            text: page.screen.certaintyWords
            pixelSize: facts.markSize
            width: parent.width
            height: implicitHeight
        }
        Words {
            visible: facts.greets
            text: page.screen.message
            pixelSize: page.larger ? page.metrics.note : page.metrics.body
            color: page.theme.text
            width: parent.width
        }
    }

    Facts {
        id: most
        visible: false
        lineSize: page.metrics.balance
    }
    Facts {
        id: nearer // lines come nearer to each other before they are set smaller
        visible: false
        lineSize: page.metrics.balance
        apart: page.metrics.gap * 0.4
    }
    Facts {
        id: middling
        visible: false
        lineSize: (page.metrics.balance + page.metrics.note) / 2
        apart: page.metrics.gap * 0.4
    }
    Facts {
        id: smaller
        visible: false
        apart: page.metrics.gap * 0.4
    }
    Facts {
        id: unthanked
        visible: false
        apart: page.metrics.gap * 0.4
        greets: false
    }
    Facts {
        id: least
        visible: false
        apart: page.metrics.gap * 0.4
        greets: false
        lineSize: page.metrics.note * 0.86
        markSize: page.metrics.note * 0.8
    }
    QuietCard {
        id: card
        visible: !page.low
        bridge: page.bridge
        x: page.contentX
        y: page.contentY
        width: page.contentWidth * (!page.wide ? 1 : page.larger ? 0.44 : 0.48)
        height: page.wide ? page.contentHeight
                          : page.contentHeight - facts.height - page.foot - (page.larger ? page.metrics.gap : page.metrics.gapWide)
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
    Facts {
        id: facts
        lineSize: page.chosen.lineSize
        markSize: page.chosen.markSize
        greets: page.chosen.greets
        apart: page.chosen.apart
        y: page.low ? page.contentY
         : page.wide ? page.contentY + (page.contentHeight - page.foot - height) / 2
         : page.contentBottom - page.foot - height
    }
    Loader {
        id: more
        active: page.screen.more !== null
        x: facts.x
        y: page.contentBottom - height
        width: facts.width
        sourceComponent: MoreButton {
            bridge: page.bridge
            choice: page.screen.more
        }
    }
}
