// The dark window of the camera, lit while a phone is brought to it.
import QtQuick
import KioskTypes
import "../components"

Item {
    id: reader

    required property real u // pixels of a unit of the stage
    required property ThemeData theme
    required property string words
    property bool aimed: false

    objectName: "reader"
    width: 190 * reader.u
    height: 92 * reader.u

    Rectangle {
        anchors.fill: parent
        radius: 14 * reader.u
        color: "#1A2025"
        border.color: reader.aimed ? reader.theme.lead : "#3A434B"
        border.width: reader.aimed ? 3 * reader.u : 1.5 * reader.u
    }
    Rectangle { // the lens
        x: 22 * reader.u
        anchors.verticalCenter: parent.verticalCenter
        width: 2 * Math.round(24 * reader.u)
        height: width
        radius: width / 2
        color: "#0B0E11"
        border.color: "#4A545D"
        border.width: 3 * reader.u

        Rectangle {
            anchors.centerIn: parent
            width: 2 * Math.round(12 * reader.u)
            height: width
            radius: width / 2
            color: "#1D3B63"
        }
        Rectangle { // a glint
            x: 16 * reader.u
            y: 13 * reader.u
            width: 2 * Math.round(4 * reader.u)
            height: width
            radius: width / 2
            color: "#9DB7D8"
        }
    }
    Words {
        x: 84 * reader.u
        width: 94 * reader.u
        anchors.verticalCenter: parent.verticalCenter
        text: reader.words
        pixelSize: Math.round(18 * reader.u)
        strong: true
        color: "#FFFFFF"
    }
}
