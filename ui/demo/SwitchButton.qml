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
            spacing: 1 * button.u

            Words {
                anchors.horizontalCenter: parent.horizontalCenter
                text: button.data_.words
                pixelSize: Math.round(19 * button.u)
                strong: true
                color: button.theme.text
            }
            Words {
                anchors.horizontalCenter: parent.horizontalCenter
                text: button.data_.state
                pixelSize: Math.round(16 * button.u)
                strong: button.on
                color: button.on ? button.theme.caution : button.theme.soft
            }
        }
    }
}
