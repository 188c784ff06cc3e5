// A button of the demo's window: edge, fill and a depth that goes down, in the stage's own size. `clicked`
// is not heard, for the reason that the kiosk's buttons name.
import QtQuick
import QtQuick.Templates as T
import KioskTypes

T.Button {
    id: control

    required property real u // pixels of a unit of the stage
    required property ThemeData theme
    property bool on: false
    property bool leading: false
    property color accent: theme.lead // the edge while it is on
    property color accentFill: theme.chosen

    signal sent

    readonly property int depth: Math.max(2, Math.round(3 * u))
    readonly property int sunk: down ? depth : 0

    focusPolicy: Qt.StrongFocus
    topPadding: sunk
    bottomPadding: depth - sunk
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: sent()
    onReleased: sent()
    Keys.onReturnPressed: event => { if (!event.isAutoRepeat) sent() }
    Keys.onEnterPressed: event => { if (!event.isAutoRepeat) sent() }

    background: Item {
        Rectangle { // the depth
            visible: control.enabled
            y: control.depth
            width: parent.width
            height: parent.height - control.depth
            radius: 10 * control.u
            color: control.leading ? control.theme.leadDepth : control.theme.depth
        }
        Rectangle { // the face
            y: control.sunk
            width: parent.width
            height: parent.height - control.depth
            radius: 10 * control.u
            color: !control.enabled ? control.theme.line
                : control.leading ? (control.down ? control.theme.leadPressed : control.theme.lead)
                : control.on ? control.accentFill
                : control.down ? control.theme.pressed : control.theme.face
            border.color: control.on ? control.accent : control.theme.edge
            border.width: control.leading || !control.enabled ? 0 : control.on ? 2.5 * control.u : 1.5 * control.u
        }
        Rectangle { // keyboard focus
            visible: control.visualFocus
            anchors.fill: parent
            anchors.margins: -5 * control.u
            radius: 14 * control.u
            color: "transparent"
            border.color: control.theme.ring
            border.width: 3 * control.u
        }
    }
}
