// The dark window of the camera, lit while a phone is brought to it.
import QtQuick
import KioskTypes
import "../components"

Item {
    id: reader

    required property ThemeData theme
    required property string words
    property bool aimed: false

    objectName: "reader"
    width: 190
    height: 92

    Rectangle {
        anchors.fill: parent
        radius: 14
        color: "#1A2025"
        border.color: reader.aimed ? reader.theme.lead : "#3A434B"
        border.width: reader.aimed ? 3 : 1.5
    }
    Rectangle { // the lens
        x: 22
        anchors.verticalCenter: parent.verticalCenter
        width: 48
        height: 48
        radius: 24
        color: "#0B0E11"
        border.color: "#4A545D"
        border.width: 3

        Rectangle {
            anchors.centerIn: parent
            width: 24
            height: 24
            radius: 12
            color: "#1D3B63"
        }
        Rectangle { // a glint
            x: 16
            y: 13
            width: 8
            height: 8
            radius: 4
            color: "#9DB7D8"
        }
    }
    Words {
        x: 84
        width: 94
        anchors.verticalCenter: parent.verticalCenter
        text: reader.words
        pixelSize: 18
        strong: true
        color: "#FFFFFF"
    }
}
