// Where the last ticket lies: an outline while there is none.
import QtQuick
import KioskTypes
import "../components"

Item {
    id: tray

    required property real u // pixels of a unit of the stage
    required property string words
    required property ThemeData theme

    Rectangle {
        anchors.fill: parent
        radius: 14 * tray.u
        color: "transparent"
        border.color: tray.theme.line
        border.width: 2 * tray.u
    }
    Words {
        anchors.centerIn: parent
        width: parent.width - 40 * tray.u
        horizontalAlignment: Text.AlignHCenter
        text: tray.words
        pixelSize: Math.round(17 * tray.u)
        color: tray.theme.soft
    }
}
