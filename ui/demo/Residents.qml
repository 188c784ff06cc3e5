// Whose phone it is: three residents to choose from, and the button for those who can't drag.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes
import "../components"

Item {
    id: residents

    required property real u // pixels of a unit of the stage
    required property DemoBridge demo
    readonly property DemoScreenData screen: demo.screen
    readonly property ThemeData theme: demo.theme
    property bool phoneAway: false
    signal showWanted

    height: 470 * u

    Column {
        id: column
        width: parent.width
        spacing: 14 * residents.u

        Words {
            text: residents.screen.labels.residents
            pixelSize: Math.round(22 * residents.u)
            strong: true
            color: residents.theme.text
        }
        Repeater {
            model: residents.screen.residents

            ResidentCard {
                required property ResidentData modelData
                u: residents.u
                resident: modelData
                theme: residents.theme
                width: residents.width
                height: 88 * residents.u
                onSent: residents.demo.choose(modelData.id)
            }
        }
    }
    PlainButton { // there while the kiosk shows a code of its own
        id: scan
        objectName: "scan-offer"
        u: residents.u
        visible: residents.screen.scannable && !residents.phoneAway
        y: show.y - height - 8 * residents.u
        width: parent.width
        height: 42 * residents.u
        theme: residents.theme
        text: residents.screen.labels.scan
        onSent: residents.demo.scan()

        contentItem: Words {
            horizontalAlignment: Text.AlignHCenter
            text: scan.text
            pixelSize: Math.round(20 * residents.u)
            strong: true
            color: residents.theme.text
        }
    }
    Words {
        visible: !scan.visible
        y: show.y - height - 10 * residents.u
        width: parent.width
        text: residents.screen.labels.drag
        pixelSize: Math.round(18 * residents.u)
        color: residents.theme.soft
    }
    PlainButton {
        id: show
        objectName: "show-code"
        u: residents.u
        y: 390 * residents.u
        width: parent.width
        height: 80 * residents.u
        theme: residents.theme
        leading: true
        enabled: !residents.phoneAway
        text: residents.phoneAway ? residents.screen.labels.shown : residents.screen.labels.show
        onSent: residents.showWanted()

        contentItem: Words {
            horizontalAlignment: Text.AlignHCenter
            text: show.text
            pixelSize: Math.round(24 * residents.u)
            strong: true
            color: show.enabled ? residents.theme.leadWords : residents.theme.soft
        }
    }
}
