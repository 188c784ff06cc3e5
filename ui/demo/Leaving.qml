// How to come back from the full screen; goes away by itself so that the kiosk stands alone.
import QtQuick
import KioskTypes
import "../components"

Rectangle {
    id: leaving

    required property real u // pixels of a unit of the stage
    required property string words
    required property ThemeData theme

    anchors.horizontalCenter: parent.horizontalCenter
    y: 24 * leaving.u
    width: text.width + 56 * leaving.u
    height: 56 * leaving.u
    radius: 28 * leaving.u
    color: theme.dark
    border.color: "#FFFFFF"
    opacity: 0

    onVisibleChanged: if (visible) shown.restart()

    Words {
        id: text
        anchors.centerIn: parent
        text: leaving.words
        pixelSize: Math.round(20 * leaving.u)
        color: "#FFFFFF"
    }
    SequentialAnimation {
        id: shown
        PropertyAction { target: leaving; property: "opacity"; value: 1 }
        PauseAnimation { duration: 3000 }
        NumberAnimation { target: leaving; property: "opacity"; to: 0; duration: 300 }
    }
}
