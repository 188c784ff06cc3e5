// The mark on the corner of what is on: seen without colour.
import QtQuick
import KioskTypes

Rectangle {
    id: badge

    required property KioskBridge bridge

    width: bridge.metrics.label * 0.7
    height: width
    radius: width / 2
    color: bridge.theme.lead

    Picture {
        bridge: badge.bridge
        name: "icon-check"
        tint: badge.bridge.theme.leadWords
        anchors.fill: parent
        anchors.margins: parent.width * 0.16
    }
}
