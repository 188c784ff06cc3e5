// What can be broken, and what the ledger says to it.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes
import "../components"

Rectangle {
    id: board

    required property DemoBridge demo
    readonly property DemoScreenData screen: demo.screen
    readonly property ThemeData theme: demo.theme

    radius: 14
    color: theme.page
    border.color: theme.line

    Words {
        x: 20
        y: 12
        text: board.screen.labels.switches
        pixelSize: 17
        strong: true
        color: board.theme.soft
    }
    Row {
        x: 20
        y: 42
        spacing: 10

        Repeater {
            model: board.screen.switches

            SwitchButton {
                required property SwitchData modelData
                data_: modelData
                theme: board.theme
                width: 150
                height: 68
                onClicked: board.demo.press(modelData.id)
            }
        }
    }
    Rectangle {
        x: 508
        y: 16
        width: 1
        height: parent.height - 32
        color: board.theme.line
    }
    Strip {
        x: 528
        y: 12
        width: parent.width - x - 16
        screen: board.screen
        theme: board.theme
    }
}
