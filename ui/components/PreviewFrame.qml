// The live camera picture with four corners to aim into.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Rectangle {
    id: frame

    required property KioskBridge bridge

    readonly property int rim: bridge.metrics.edgeChosen
    readonly property int inset: width * 0.13
    readonly property int arm: width * 0.16

    color: bridge.theme.dark
    radius: bridge.metrics.radius
    border.color: bridge.theme.lead
    border.width: rim

    CameraPreview {
        objectName: "preview"
        feed: frame.bridge.preview
        fillColor: frame.bridge.theme.dark
        anchors.fill: parent
        anchors.margins: frame.rim + 2
    }

    component Corner: Item {
        property bool atRight: false
        property bool atFoot: false

        x: atRight ? frame.width - frame.inset - frame.arm : frame.inset
        y: atFoot ? frame.height - frame.inset - frame.arm : frame.inset
        width: frame.arm
        height: frame.arm

        Rectangle {
            color: frame.bridge.theme.aim
            width: parent.width
            height: frame.rim * 1.4
            y: parent.atFoot ? parent.height - height : 0
        }
        Rectangle {
            color: frame.bridge.theme.aim
            height: parent.height
            width: frame.rim * 1.4
            x: parent.atRight ? parent.width - width : 0
        }
    }

    Corner {}
    Corner { atRight: true }
    Corner { atFoot: true }
    Corner { atRight: true; atFoot: true }
}
