// What can be broken, and what the ledger says to it.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes
import "../components"

Rectangle {
    id: board

    required property real u // pixels of a unit of the stage
    required property DemoBridge demo
    readonly property DemoScreenData screen: demo.screen
    readonly property ThemeData theme: demo.theme

    radius: 14 * board.u
    color: theme.page
    border.color: theme.line

    Words {
        x: 20 * board.u
        y: 12 * board.u
        text: board.screen.labels.switches
        pixelSize: Math.round(17 * board.u)
        strong: true
        color: board.theme.soft
    }
    Row {
        x: 20 * board.u
        y: 42 * board.u
        spacing: 10 * board.u

        Repeater {
            model: board.screen.switches

            SwitchButton {
                required property SwitchData modelData
                u: board.u
                data_: modelData
                theme: board.theme
                width: 150 * board.u
                height: 68 * board.u
                onSent: board.demo.press(modelData.id)
            }
        }
    }
    Rectangle {
        x: 508 * board.u
        y: 16 * board.u
        width: 1 * board.u
        height: parent.height - 32 * board.u
        color: board.theme.line
    }
    Strip {
        u: board.u
        x: 528 * board.u
        y: 12 * board.u
        width: parent.width - x - 16 * board.u
        screen: board.screen
        theme: board.theme
    }
}
