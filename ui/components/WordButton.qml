// A quiet button with an icon and its word. Where both do not fit, the icon gives way, never the word.
import QtQuick
import KioskTypes

PressButton {
    id: button

    required property string sign
    property bool signLast: false // an arrow stands on the side it points to
    property int pixelSize: metrics.label

    readonly property int iconSize: pixelSize
    readonly property bool pictured: words.implicitWidth + iconSize + pair.spacing + metrics.gap <= width

    contentItem: Item {
        Row {
            id: pair
            anchors.centerIn: parent
            spacing: button.metrics.gap * 0.6
            layoutDirection: button.signLast ? Qt.RightToLeft : Qt.LeftToRight

            Picture {
                visible: button.pictured
                bridge: button.bridge
                name: button.sign
                tint: button.bridge.theme.text
                width: button.iconSize
                height: width
                anchors.verticalCenter: parent.verticalCenter
            }
            Words {
                id: words
                text: button.text
                pixelSize: button.pixelSize
                strong: true
                wrapMode: Text.NoWrap
                color: button.bridge.theme.text
            }
        }
    }
}
