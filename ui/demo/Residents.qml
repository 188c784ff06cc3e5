// Whose phone it is: three residents to choose from, and the button for those who can't drag.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes
import "../components"

Item {
    id: residents

    required property DemoBridge demo
    readonly property DemoScreenData screen: demo.screen
    readonly property ThemeData theme: demo.theme
    signal showing

    height: column.height

    Column {
        id: column
        width: parent.width
        spacing: 14

        Words {
            text: residents.screen.labels.residents
            pixelSize: 22
            strong: true
            color: residents.theme.text
        }
        Repeater {
            model: residents.screen.residents

            ResidentCard {
                required property ResidentData modelData
                resident: modelData
                theme: residents.theme
                width: residents.width
                height: 88
                onClicked: residents.demo.choose(modelData.id)
            }
        }
    }
}
