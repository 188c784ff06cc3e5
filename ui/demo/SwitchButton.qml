// A plain switch: what it does, and under it how things stand.
import QtQuick
import KioskTypes
import "../components"

PlainButton {
    id: button

    required property SwitchData data_

    objectName: `switch:${data_.id}`
    text: data_.words
    on: data_.on
    accent: theme.caution
    accentFill: "#FFF6E0"
    Accessible.description: data_.state

    contentItem: Item {
        Column {
            anchors.centerIn: parent
            spacing: 1

            Words {
                anchors.horizontalCenter: parent.horizontalCenter
                text: button.data_.words
                pixelSize: 19
                strong: true
                color: button.theme.text
            }
            Words {
                anchors.horizontalCenter: parent.horizontalCenter
                text: button.data_.state
                pixelSize: 16
                strong: button.on
                color: button.on ? button.theme.caution : button.theme.soft
            }
        }
    }
}
