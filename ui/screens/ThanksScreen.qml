// It is done: where the ticket is, what was used, how sure it is. On a landscape panel the scene stands
// left of the facts. Long words are set a step smaller, never under the size of notes.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property ThanksScreenData screen

    readonly property int inset: larger || wide ? 0 : metrics.gapWide
    readonly property int between: larger ? metrics.gap * (wide ? 0.4 : 0.6) : wide ? metrics.gap : metrics.gapWide
    readonly property bool tellsHere: low || wide // else the message stands below the scene
    readonly property int room: low || wide ? contentHeight : contentHeight * 0.55
    readonly property var chosen: most.height <= room ? most : smaller.height <= room ? smaller : least

    frame: screen.frame

    component Facts: Column {
        id: facts

        property int lineSize: page.metrics.note
        property bool greets: page.tellsHere

        x: page.wide ? card.x + card.width + page.metrics.gapWide : page.contentX + page.inset
        width: page.contentX + page.contentWidth - page.inset - x
        spacing: page.between

        Words {
            visible: facts.greets
            text: page.screen.message
            pixelSize: page.metrics.body
            strong: true
            color: page.theme.text
            width: parent.width
        }
        BalanceLines {
            bridge: page.bridge
            model: page.screen.lines
            pixelSize: facts.lineSize
            width: parent.width
        }
        CertaintyMark {
            visible: page.screen.certaintyWords !== ""
            bridge: page.bridge
            certainty: page.screen.certainty
            text: page.screen.certaintyWords
            pixelSize: page.larger ? page.metrics.note : page.metrics.body
            width: parent.width
            height: implicitHeight
        }
    }

    Facts {
        id: most
        visible: false
        lineSize: page.metrics.balance
    }
    Facts {
        id: smaller
        visible: false
    }
    Facts {
        id: least
        visible: false
        greets: false
    }
    QuietCard {
        id: card
        visible: !page.low
        bridge: page.bridge
        x: page.contentX
        y: page.contentY
        width: page.contentWidth * (!page.wide ? 1 : page.larger ? 0.44 : 0.48)
        height: page.wide ? page.contentHeight
                          : page.contentHeight - facts.height - (page.larger ? page.metrics.gap : page.metrics.gapWide)
    }
    Scene {
        bridge: page.bridge
        picture: page.screen.picture
        caption: page.tellsHere || page.larger ? page.screen.where : `${page.screen.where}\n${page.screen.message}`
        x: page.low ? page.contentX : card.x + page.metrics.gap
        y: page.low ? page.infoY : card.y + page.metrics.gap
        width: page.low ? page.contentWidth : card.width - 2 * page.metrics.gap
        height: page.low ? page.infoHeight : card.height - 2 * page.metrics.gap
    }
    Facts {
        id: facts
        lineSize: page.chosen.lineSize
        greets: page.chosen.greets
        y: page.low ? page.contentY
         : page.wide ? page.contentY + (page.contentHeight - height) / 2
         : page.contentBottom - height
    }
}
