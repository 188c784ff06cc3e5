// What can be pressed: an edge, a fill and a depth that goes down under the finger. It acts when the
// finger is lifted on it or the key let go; sliding off cancels. The look and behaviour of all buttons
// and cards; what they do is said in `act` and `argument`. `clicked` is not heard: Qt leaves it out after a
// long press and at the second of two quick ones, where it takes another signal of the same number modulo
// 64 for somebody who listens to those.
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
    property color faceChosen: bridge.theme.chosen
    property color edgeColor: bridge.theme.edge
    property color depthColor: bridge.theme.depth
    property bool on: false

    readonly property MetricsData metrics: bridge.metrics
    readonly property int sunk: down ? metrics.depth : 0
    readonly property bool pointed: bridge.pointedAt === objectName // named by the voice, not done yet
    readonly property bool chosen: on || pointed
    readonly property bool ringed: pointed || visualFocus && bridge.pointedAt === ""
    property bool held: false // by a key
    property string began: "" // the argument when the press began

    function hold(): void {
        began = argument;
        held = true;
    }
    function letGo(): void {
        if (!held)
            return;
        held = false;
        send();
    }
    function send(): void { // what was touched counts, not what the button has become under the finger
        const same = began === "" || began === argument;
        began = "";
        if (same)
            bridge.press(act, argument);
    }
    function isOk(event: KeyEvent): bool {
        return bridge.meaning(event.key) === "ok";
    }

    objectName: argument === "" ? act : `${act}:${argument}`
    focusPolicy: Qt.StrongFocus
    down: pressed || held
    z: ringed ? 1 : 0 // no neighbour cuts the ring
    topPadding: sunk
    bottomPadding: metrics.depth - sunk
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: send()

    onPressed: began = argument
    onCanceled: began = ""
    onReleased: send()
    onEnabledChanged: held = false
    onActiveFocusChanged: {
        held = false;
        if (activeFocus && (focusReason === Qt.TabFocusReason || focusReason === Qt.BacktabFocusReason))
            bridge.point(act, argument);
    }
    Keys.onPressed: event => {
        const means = bridge.keyDown(event.key, event.text);
        event.accepted = means === "ok" || means === "typed"; // a button of Qt's would take a space
        if (means !== "ok" || event.isAutoRepeat)
            return;
        hold();
        bridge.touch(); // after it, as it may turn the page, which lets go
    }
    Keys.onReleased: event => {
        if (!isOk(event))
            return;
        event.accepted = true;
        if (!event.isAutoRepeat)
            letGo();
    }

    background: Item {
        Rectangle { // what can't be pressed now keeps its place, flat
            visible: !control.enabled
            width: parent.width
            height: parent.height - control.metrics.depth
            radius: control.metrics.radius
            color: "transparent"
            border.color: control.bridge.theme.contrast ? control.bridge.theme.faint : control.bridge.theme.line
            border.width: control.metrics.edge
        }
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
            color: control.down ? control.facePressed : control.chosen ? control.faceChosen : control.face
            border.color: control.chosen ? control.bridge.theme.lead : control.edgeColor
            border.width: control.chosen ? control.metrics.edgeChosen : control.metrics.edge
        }
        Rectangle { // where the arrows have come to, or what the voice has named
            visible: control.ringed
            anchors.fill: parent
            anchors.margins: -control.metrics.ring - control.metrics.edgeChosen
            radius: control.metrics.radius + control.metrics.ring
            color: "transparent"
            border.color: control.bridge.theme.ring
            border.width: control.metrics.ring
        }
    }
}
