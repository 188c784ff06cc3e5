// Where the last ticket lies: an outline while there is none.
import QtQuick
import KioskTypes
import "../components"

Item {
    id: tray

    required property string words
    required property ThemeData theme

    Rectangle {
        anchors.fill: parent
        radius: 14
        color: "transparent"
        border.color: tray.theme.line
        border.width: 2
    }
    Words {
        anchors.centerIn: parent
        width: parent.width - 40
        horizontalAlignment: Text.AlignHCenter
        text: tray.words
        pixelSize: 17
        color: tray.theme.soft
    }
}
