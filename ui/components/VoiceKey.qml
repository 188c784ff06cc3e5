// A choice of how the voice speaks: an icon by its id and its word.
import QtQuick
import KioskTypes

PressButton {
    id: key

    required property ChoiceData choice
    required property int wordSize
    required property bool pictured

    readonly property int iconSize: wordSize * 1.1
    readonly property int between: metrics.gap * (metrics.larger ? 0.6 : 1)
    readonly property int room: width - 1.2 * metrics.gap

    act: "choose"
    argument: choice.id
    text: choice.name
    enabled: choice.enabled
    Accessible.name: [choice.name, choice.note].filter(each => each !== "").join(" ")

    contentItem: Item {
        Row {
            anchors.centerIn: parent
            spacing: key.between

            Picture {
                visible: key.pictured
                bridge: key.bridge
                name: `icon-${key.choice.id}`
                tint: key.enabled ? key.bridge.theme.text : key.bridge.theme.faint
                width: key.iconSize
                height: width
                anchors.verticalCenter: parent.verticalCenter
            }
            Words {
                text: key.text
                pixelSize: key.wordSize
                strong: true
                color: key.enabled ? key.bridge.theme.text : key.bridge.theme.faint
                horizontalAlignment: key.pictured ? Text.AlignLeft : Text.AlignHCenter
                width: key.pictured ? implicitWidth : key.room
                anchors.verticalCenter: parent.verticalCenter
            }
        }
    }
}
