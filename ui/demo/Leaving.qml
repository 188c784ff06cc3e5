// How to come back from the full screen; goes away by itself so that the kiosk stands alone.
import QtQuick
import KioskTypes
import "../components"

Rectangle {
    id: leaving

    required property string words
    required property ThemeData theme

    anchors.horizontalCenter: parent.horizontalCenter
    y: 24
    width: text.width + 56
    height: 56
    radius: 28
    color: theme.dark
    border.color: "#FFFFFF"
    opacity: 0

    onVisibleChanged: if (visible) shown.restart()

    Words {
        id: text
        anchors.centerIn: parent
        text: leaving.words
        pixelSize: 20
        color: "#FFFFFF"
    }
    SequentialAnimation {
        id: shown
        PropertyAction { target: leaving; property: "opacity"; value: 1 }
        PauseAnimation { duration: 3000 }
        NumberAnimation { target: leaving; property: "opacity"; to: 0; duration: 300 }
    }
}
