// The live camera picture with four corners to aim into, a phone or a card faintly between them, and below it the
// words that tell that this is what the camera sees.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Rectangle {
    id: frame

    required property KioskBridge bridge

    property string label: ""
    property bool ofCards: false // a card is shown here, not a phone

    readonly property int foot: label !== "" ? words.implicitHeight + bridge.metrics.gap * 0.7 : 0
    readonly property int aim: Math.min(width, height - foot) // side of the place to aim into
    readonly property int aimX: (width - aim) / 2
    readonly property int rim: bridge.metrics.edgeChosen
    readonly property int inset: aim * 0.13
    readonly property int arm: aim * 0.16

    color: bridge.theme.dark
    radius: bridge.metrics.radius
    border.color: bridge.theme.lead
    border.width: rim

    CameraPreview {
        id: camera
        objectName: "preview"
        feed: frame.bridge.preview
        fillColor: frame.bridge.theme.dark
        anchors.fill: parent
        anchors.margins: frame.rim + 2
        anchors.bottomMargin: frame.rim + 2 + frame.foot
    }

    GhostCode { // until there is a picture, in which people see themselves
        visible: camera.dark
        lying: frame.ofCards
        ink: frame.bridge.theme.aim
        line: frame.rim
        x: frame.aimX + frame.inset * 1.6
        y: x - frame.aimX
        width: frame.aim - 2 * y
        height: width
    }
    Words {
        id: usual
        visible: false
        text: frame.label
        pixelSize: frame.bridge.metrics.note
        wrapMode: Text.NoWrap
    }
    Words {
        id: words
        objectName: "preview-label"
        visible: frame.label !== ""
        text: frame.label
        pixelSize: Math.min(usual.pixelSize, usual.pixelSize * (frame.width - frame.bridge.metrics.gap) / Math.max(1, usual.implicitWidth))
        color: frame.bridge.theme.aim
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.NoWrap
        y: frame.height - frame.rim - height - frame.bridge.metrics.gap * 0.35
        width: frame.width
    }

    component Corner: Item {
        property bool atRight: false
        property bool atFoot: false

        x: frame.aimX + (atRight ? frame.aim - frame.inset - frame.arm : frame.inset)
        y: atFoot ? frame.aim - frame.inset - frame.arm : frame.inset
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
