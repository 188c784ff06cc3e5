// All that stands behind the kiosk and the phone, on 1440 x 900 units: housing, captions, residents,
// switches and the strip. Other parts ask it where the panel, the camera and the phone's place are.
// It is laid out in pixels for each size of the window: a scaled picture would lose thin edges.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes
import "../components"

Item {
    id: stage

    required property real u // pixels of a unit of the stage
    required property DemoBridge demo
    property bool motion: true

    readonly property DemoScreenData screen: demo.screen
    readonly property ThemeData theme: demo.theme
    readonly property rect panel: Qt.rect(housing.x + housing.panel.x, housing.y + housing.panel.y, housing.panel.width, housing.panel.height)
    readonly property point reader: Qt.point(housing.x + housing.reader.x, housing.y + housing.reader.y)
    readonly property rect slot: Qt.rect(housing.x + housing.slot.x, housing.y + housing.slot.y, housing.slot.width, housing.slot.height)
    readonly property rect trayPlace: place(1190, 306, 206, 426)
    readonly property rect phonePlace: place(548, 262, 244, 470)
    property bool aimed: false // the phone is being brought to the camera
    property bool phoneAway: false
    signal fullScreenWanted
    signal showWanted

    function place(x: real, y: real, width: real, height: real): rect {
        return Qt.rect(x * u, y * u, width * u, height * u);
    }

    width: 1440 * stage.u
    height: 900 * stage.u

    Housing {
        id: housing
        u: stage.u
        x: 44 * stage.u
        y: 18 * stage.u
        theme: stage.theme
        labels: stage.screen.labels
        aimed: stage.aimed
    }
    Words {
        id: title
        x: stage.phonePlace.x
        y: 34 * stage.u
        text: stage.screen.labels.title
        pixelSize: Math.round(36 * stage.u)
        strong: true
        color: stage.theme.text
    }
    Words {
        x: title.x
        y: 84 * stage.u
        width: 850 * stage.u
        text: stage.screen.labels.subtitle
        pixelSize: Math.round(19 * stage.u)
        color: stage.theme.soft
    }
    PlainButton {
        id: fullScreen
        u: stage.u
        objectName: "full-screen"
        x: 1396 * stage.u - width
        y: 34 * stage.u
        width: 168 * stage.u
        height: 48 * stage.u
        theme: stage.theme
        text: stage.screen.labels.fullScreen
        onSent: stage.fullScreenWanted()

        contentItem: Words {
            horizontalAlignment: Text.AlignHCenter
            text: fullScreen.text
            pixelSize: Math.round(17 * stage.u)
            color: stage.theme.text
        }
    }
    Row {
        x: title.x
        y: 134 * stage.u
        spacing: 22 * stage.u

        Repeater {
            model: stage.screen.captions

            CaptionCard {
                required property CaptionData modelData
                u: stage.u
                caption: modelData
                theme: stage.theme
                width: 264 * stage.u
            }
        }
    }
    Rectangle { // where the phone lies while nobody holds it
        x: stage.phonePlace.x
        y: stage.phonePlace.y
        width: stage.phonePlace.width
        height: stage.phonePlace.height
        radius: 36 * stage.u
        color: "transparent"
        border.color: stage.theme.line
        border.width: 2 * stage.u
    }
    Words {
        x: stage.trayPlace.x
        y: stage.phonePlace.y
        text: stage.screen.labels.tickets
        pixelSize: Math.round(22 * stage.u)
        strong: true
        color: stage.theme.text
    }
    Words {
        visible: stage.screen.ticket.picture !== ""
        x: stage.trayPlace.x
        y: stage.phonePlace.y + 6 * stage.u
        width: stage.trayPlace.width
        horizontalAlignment: Text.AlignRight
        text: stage.screen.ticket.words
        pixelSize: Math.round(16 * stage.u)
        color: stage.theme.soft
    }
    TicketTray {
        u: stage.u
        x: stage.trayPlace.x
        y: stage.trayPlace.y
        width: stage.trayPlace.width
        height: stage.trayPlace.height
        words: stage.screen.labels.tray
        theme: stage.theme
    }
    Residents {
        u: stage.u
        x: 836 * stage.u
        y: stage.phonePlace.y
        width: 330 * stage.u
        demo: stage.demo
        phoneAway: stage.phoneAway
        onShowWanted: stage.showWanted()
    }
    Switchboard {
        u: stage.u
        x: title.x
        y: 752 * stage.u
        width: 848 * stage.u
        height: 126 * stage.u
        demo: stage.demo
    }
}
