// One of the three buttons that are on every screen. Absent actions stay in their place, flat.
import QtQuick
import KioskTypes

PressButton {
    id: button

    required property BarButtonData choice
    required property int pixelSize
    required property bool iconed

    readonly property var icons: ({ "back": "icon-back", "start-over": "icon-home", "call-staff": "icon-staff" })
    readonly property color ink: enabled ? bridge.theme.text : bridge.theme.faint

    act: choice.action
    text: choice.words
    enabled: choice.enabled

    contentItem: Item {
        Row {
            anchors.centerIn: parent
            spacing: button.metrics.gap * 0.6

            Picture {
                visible: button.iconed
                bridge: button.bridge
                name: button.icons[button.choice.action] ?? ""
                tint: button.ink
                width: button.metrics.label
                height: width
                anchors.verticalCenter: parent.verticalCenter
            }
            Words {
                text: button.text
                pixelSize: button.pixelSize
                strong: true
                wrapMode: Text.NoWrap
                color: button.ink
            }
        }
    }
}
