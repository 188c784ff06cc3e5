// What moves in front of the kiosk: the phone on its way to the camera, the ticket on its way out.
import QtQuick
import KioskTypes

Item {
    id: foreground

    required property real u // pixels of a unit of the stage
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
    Binding {
        target: foreground.stage
        property: "phoneAway"
        value: handset.away
    }
    Connections {
        target: foreground.stage
        function onShowWanted(): void {
            handset.show();
        }
    }
    Handset {
        id: handset
        u: foreground.u
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
        u: foreground.u
        objectName: "ticket"
        justCut: foreground.screen.ticket.justCut
        picture: foreground.screen.ticket.picture
        slot: foreground.stage.slot
        tray: foreground.stage.trayPlace
        duration: foreground.motion ? 300 : 0
        onOpened: sheet.open()
    }
    TicketSheet {
        id: sheet
        u: foreground.u
        anchors.fill: parent
        ticket: foreground.screen.ticket
        theme: foreground.theme
    }
}
