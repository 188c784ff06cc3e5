// A ticket that was paid and not taken is offered again to the one who paid: the ticket as it will look,
// and what to do. In low mode words that do not fit into the reach stand above it.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property ReprintScreenData screen

    readonly property bool roomyFits: roomy.height + metrics.gap + above.implicitHeight <= contentHeight
    readonly property int ticketSize: larger && !roomyFits ? metrics.note : roomy.pixelSize
    readonly property bool aloft: low && larger && above.fits // the message stands above the reach
    readonly property int wordsWidth: wide ? halfWidth : contentWidth
    readonly property int slipWidth: wide ? halfWidth - 2 * metrics.gapWide : larger || low ? contentWidth : contentWidth * 0.72
    readonly property int between: larger ? metrics.gap : metrics.gapWide
    readonly property int rest: contentHeight - ticket.implicitHeight - between // for message and scene
    readonly property bool pictured: !wide && !aloft && scene.height >= metrics.gap * 6

    frame: screen.frame

    component Slip: TicketPreview {
        bridge: page.bridge
        facility: page.frame.facility
        item: page.screen.item
        bought: page.screen.bought
        width: page.slipWidth
        height: implicitHeight
    }

    Slip {
        id: roomy
        visible: false
        pixelSize: page.larger ? page.metrics.body : page.wide ? page.metrics.title : page.metrics.leadWords
    }
    WordStack {
        id: above
        visible: false
        bridge: page.bridge
        parts: told.parts
        room: page.infoHeight + page.metrics.gap * 0.5
        width: page.contentWidth
    }
    Scene {
        id: scene
        visible: page.pictured
        bridge: page.bridge
        picture: page.screen.picture
        x: page.contentX
        y: page.low ? page.infoY : page.contentY
        width: page.contentWidth
        height: page.low ? page.infoHeight : page.rest - told.height - page.metrics.gap
    }
    WordStack {
        id: told
        bridge: page.bridge
        parts: [{ name: "message", text: page.screen.message }]
        room: page.aloft ? above.room : page.wide ? page.contentHeight : page.rest
        x: page.wide ? page.rightX : page.contentX
        y: page.aloft ? page.infoY
         : page.wide ? page.contentY + (page.contentHeight - height) / 2
         : page.low || !page.pictured ? page.contentY : scene.y + scene.height + page.metrics.gap
        width: page.wordsWidth
    }
    QuietCard { // on a landscape panel the slip lies on a card, as scenes do
        visible: page.wide
        bridge: page.bridge
        x: page.contentX
        y: page.contentY
        width: page.halfWidth
        height: page.contentHeight
    }
    Slip {
        id: ticket
        pixelSize: page.ticketSize
        x: page.contentX + (page.wordsWidth - width) / 2
        height: page.wide ? page.contentHeight - 2 * page.metrics.gapWide
              : page.aloft ? Math.min(2 * implicitHeight, page.contentHeight)
              : page.pictured && !page.low ? implicitHeight
              : Math.min(2 * implicitHeight, page.contentBottom - told.y - told.height - page.between)
        y: page.wide ? page.contentY + (page.contentHeight - height) / 2
         : page.aloft ? page.contentY : page.contentBottom - height
    }
}
