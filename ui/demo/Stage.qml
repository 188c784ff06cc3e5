// All that stands behind the kiosk and the phone, on 1440 x 900: housing, captions, residents,
// switches and the strip. Other parts ask it where the panel, the camera and the phone's place are.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes
import "../components"

Item {
    id: stage

    required property DemoBridge demo
    property bool motion: true

    readonly property DemoScreenData screen: demo.screen
    readonly property ThemeData theme: demo.theme
    readonly property rect panel: Qt.rect(housing.x + housing.panel.x, housing.y + housing.panel.y, housing.panel.width, housing.panel.height)
    readonly property point reader: Qt.point(housing.x + housing.reader.x, housing.y + housing.reader.y)
    readonly property rect slot: Qt.rect(housing.x + housing.slot.x, housing.y + housing.slot.y, housing.slot.width, housing.slot.height)
    readonly property rect trayPlace: Qt.rect(1190, 262, 206, 470)
    readonly property rect phonePlace: Qt.rect(548, 262, 244, 470)
    property bool aimed: false // the phone is being brought to the camera

    width: 1440
    height: 900

    Housing {
        id: housing
        x: 44
        y: 18
        theme: stage.theme
        labels: stage.screen.labels
        aimed: stage.aimed
    }
    Words {
        id: title
        x: stage.phonePlace.x
        y: 34
        text: stage.screen.labels.title
        pixelSize: 36
        strong: true
        color: stage.theme.text
    }
    Words {
        x: title.x
        y: 84
        width: 850
        text: stage.screen.labels.subtitle
        pixelSize: 19
        color: stage.theme.soft
    }
    Row {
        x: title.x
        y: 134
        spacing: 22

        Repeater {
            model: stage.screen.captions

            CaptionCard {
                required property CaptionData modelData
                caption: modelData
                theme: stage.theme
                width: 270
            }
        }
    }
    TicketTray {
        x: stage.trayPlace.x
        y: stage.trayPlace.y
        width: stage.trayPlace.width
        height: stage.trayPlace.height
        words: stage.screen.labels.tray
        theme: stage.theme
    }
    Residents {
        x: 836
        y: stage.phonePlace.y
        width: 330
        demo: stage.demo
    }
    Switchboard {
        x: title.x
        y: 752
        width: 848
        height: 126
        demo: stage.demo
    }
}
