// It is done: where the ticket is, what was used, how sure it is. Long words are set a step smaller.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property ThanksScreenData screen

    readonly property int inset: larger ? 0 : metrics.gapWide
    readonly property bool tight: larger && probe.height > contentHeight * (low ? 1 : 0.5)

    frame: screen.frame

    component Facts: Column {
        id: facts

        property real part: 1 // of the usual type size

        x: page.contentX + page.inset
        width: page.contentWidth - 2 * page.inset
        spacing: page.larger ? page.metrics.gap * 0.6 : page.metrics.gapWide

        Words {
            visible: page.low
            text: page.screen.message
            pixelSize: page.metrics.body * facts.part
            strong: true
            color: page.theme.text
            width: parent.width
        }
        BalanceLines {
            bridge: page.bridge
            model: page.screen.lines
            pixelSize: page.metrics.balance * facts.part
            width: parent.width
        }
        CertaintyMark {
            bridge: page.bridge
            certainty: page.screen.certainty
            text: page.screen.certaintyWords
            pixelSize: page.metrics.note * facts.part
            width: parent.width
        }
    }

    QuietCard {
        id: card
        visible: !page.low
        bridge: page.bridge
        x: page.contentX
        y: page.contentY
        width: page.contentWidth
        height: page.contentHeight - facts.height - (page.larger ? page.metrics.gap : page.metrics.gapWide)
    }
    Scene {
        bridge: page.bridge
        picture: page.screen.picture
        caption: page.low || page.larger ? page.screen.where : `${page.screen.where}\n${page.screen.message}`
        x: page.low ? page.contentX : card.x + page.metrics.gap
        y: page.low ? page.infoY : card.y + page.metrics.gap
        width: page.low ? page.contentWidth : card.width - 2 * page.metrics.gap
        height: page.low ? page.infoHeight : card.height - 2 * page.metrics.gap
    }
    Facts {
        id: probe
        opacity: 0
        Accessible.ignored: true
    }
    Facts {
        id: facts
        part: page.tight ? 0.8 : 1
        y: page.low ? page.contentY : page.contentBottom - height
    }
}
