// What moves in front of the kiosk: the phone on its way to the camera, the ticket on its way out.
import QtQuick
import KioskTypes
import "../components"

Item {
    id: foreground

    required property DemoBridge demo
    required property Stage stage
    property bool motion: true

    readonly property DemoScreenData screen: demo.screen
    readonly property ThemeData theme: demo.theme

    Binding {
        target: foreground.stage
        property: "aimed"
        value: handset.inView
    }
    Words {
        x: show.x
        y: show.y - height - 10
        width: show.width
        text: foreground.screen.labels.drag
        pixelSize: 18
        color: foreground.theme.soft
    }
    PlainButton {
        id: show
        objectName: "show-code"
        x: 836
        y: 652
        width: 330
        height: 80
        theme: foreground.theme
        leading: true
        enabled: !handset.away
        text: handset.away ? foreground.screen.labels.shown : foreground.screen.labels.show
        onClicked: handset.show()

        contentItem: Words {
            horizontalAlignment: Text.AlignHCenter
            text: show.text
            pixelSize: 24
            strong: true
            color: show.enabled ? foreground.theme.leadWords : foreground.theme.soft
        }
    }
    Handset {
        id: handset
        objectName: "handset"
        phone: foreground.screen.phone
        theme: foreground.theme
        home: foreground.stage.phonePlace
        dragWords: foreground.screen.labels.dragHere
        reader: foreground.stage.reader
        duration: foreground.motion ? 260 : 0
        onHeld: (x, y) => foreground.demo.hold(x, y)
        onReleased: foreground.demo.release()
    }
    TicketPaper {
        objectName: "ticket"
        picture: foreground.screen.ticket.picture
        slot: foreground.stage.slot
        tray: foreground.stage.trayPlace
        dots: (tray.width - 16) * foreground.scale
        duration: foreground.motion ? 300 : 0
        onOpened: sheet.open()
    }
    TicketSheet {
        id: sheet
        anchors.fill: parent
        ticket: foreground.screen.ticket
        theme: foreground.theme
    }
}
