// What can be pressed: an edge, a fill and a depth that goes down under the finger. It acts when the
// finger is lifted on it; sliding off cancels. The look of all buttons and cards; not what they say.
import QtQuick
import QtQuick.Templates as T
import KioskTypes

T.Button {
    id: control

    required property KioskBridge bridge
    required property string act // an Action of ui.contract
    property string argument: ""
    property color face: bridge.theme.face
    property color facePressed: bridge.theme.pressed
    property color edgeColor: bridge.theme.edge
    property color depthColor: bridge.theme.depth
    property bool on: false

    readonly property MetricsData metrics: bridge.metrics
    readonly property int sunk: down ? metrics.depth : 0
    property string touched: "" // the argument when a finger came down

    objectName: argument === "" ? act : `${act}:${argument}`
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    onPressed: touched = argument
    // what was touched counts, not what the button has become under the finger
    onClicked: if (touched === "" || touched === argument) bridge.press(act, argument)
    Keys.onReturnPressed: event => { if (!event.isAutoRepeat) click() }
    Keys.onEnterPressed: event => { if (!event.isAutoRepeat) click() }

    topPadding: sunk
    bottomPadding: metrics.depth - sunk

    background: Item {
        Rectangle { // the depth
            visible: control.enabled
            y: control.metrics.depth
            width: parent.width
            height: parent.height - control.metrics.depth
            radius: control.metrics.radius
            color: control.depthColor
        }
        Rectangle { // the face
            visible: control.enabled
            y: control.sunk
            width: parent.width
            height: parent.height - control.metrics.depth
            radius: control.metrics.radius
            color: control.down ? control.facePressed : control.on ? control.bridge.theme.chosen : control.face
            border.color: control.on ? control.bridge.theme.lead : control.edgeColor
            border.width: control.on ? control.metrics.edgeChosen : control.metrics.edge
        }
        Rectangle { // keyboard focus
            visible: control.visualFocus
            anchors.fill: parent
            anchors.margins: -control.metrics.ring - 2
            radius: control.metrics.radius + control.metrics.ring
            color: "transparent"
            border.color: control.bridge.theme.ring
            border.width: control.metrics.ring
        }
    }
}
