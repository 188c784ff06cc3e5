// The kiosk's whole face at the panel's pixels. The kiosk's window fills a screen with it; the demo
// shows the same item scaled. It draws what the bridge shows and tells the bridge what was pressed.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes
import "components"

FocusScope {
    id: kiosk

    required property KioskBridge bridge
    property bool motion: true // tests draw a new screen at once

    readonly property MetricsData metrics: bridge.metrics
    readonly property ThemeData theme: bridge.theme
    readonly property bool settled: !arrival.running // presses count only then

    width: metrics.width
    height: metrics.height
    implicitWidth: metrics.width
    implicitHeight: metrics.height
    clip: true
    focus: true

    LetteringOf {
        metrics: kiosk.metrics
    }

    Component.onCompleted: turnPage()

    // A press that began on one screen never counts on the next: disabling lets go of every finger.
    function turnPage(): void {
        if (bridge.screen === null)
            return;
        arrival.stop();
        controls.enabled = false;
        page.setSource(`screens/${bridge.page}.qml`, {
            bridge: kiosk.bridge,
            screen: kiosk.bridge.screen
        });
        if (kiosk.motion)
            arrival.start();
        else
            Qt.callLater(settle); // not before the touch that turned the page has gone by
    }
    function settle(): void {
        if (bridge.dark || waking.running)
            return;
        controls.enabled = true;
        walk.begin();
    }

    // In the dark nothing can be pressed, nor before whoever woke it has seen what lies there.
    function darken(): void {
        if (!bridge.dark) {
            waking.start();
            return;
        }
        waking.stop();
        controls.enabled = false;
    }
    function keyDown(event: KeyEvent): void {
        event.accepted = bridge.dark;
        if (bridge.dark)
            bridge.wake();
        else
            walk.press(event);
    }

    Keys.onPressed: event => keyDown(event)
    Keys.onReleased: event => walk.release(event)

    FocusWalk {
        id: walk
        bridge: kiosk.bridge
        controls: controls
        focused: kiosk.Window.activeFocusItem
    }

    Timer {
        id: waking
        interval: 500
        onTriggered: if (kiosk.settled) kiosk.settle()
    }
    Connections {
        target: kiosk.bridge
        function onScreenChanged(): void {
            kiosk.turnPage();
        }
        function onDarkChanged(): void {
            kiosk.darken();
        }
    }

    Rectangle {
        anchors.fill: parent
        color: kiosk.theme.page
    }
    Rectangle { // the header; in low mode all that stands above the reach
        width: parent.width
        height: kiosk.metrics.headerHeight
        color: kiosk.theme.quiet

        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: 2
            color: kiosk.theme.line
        }
    }
    Rectangle { // the band of the bottom bar
        y: kiosk.metrics.bandY
        width: parent.width
        height: parent.height - y
        color: kiosk.theme.quiet

        Rectangle {
            width: parent.width
            height: 2
            color: kiosk.theme.line
        }
    }
    FocusScope {
        id: controls
        anchors.fill: parent
        focus: true

        Loader {
            id: page
            width: parent.width
            height: parent.height
        }
        Loader {
            active: kiosk.bridge.frame !== null
            anchors.fill: parent
            sourceComponent: FixedParts {
                bridge: kiosk.bridge
                frame: kiosk.bridge.frame
            }
        }
    }
    Rectangle { // nobody is there: the panel is dark
        anchors.fill: parent
        visible: kiosk.bridge.dark
        color: "black"
    }
    Item { // above all: feels every finger and takes none
        anchors.fill: parent

        PointHandler {
            onActiveChanged: if (active) walk.finger(point.position)
        }
    }
    component Arrive: NumberAnimation {
        target: page
        duration: kiosk.metrics.arriveMs
        easing.type: Easing.OutCubic
    }

    ParallelAnimation {
        id: arrival
        onFinished: kiosk.settle()

        Arrive {
            property: "x"
            from: kiosk.metrics.margin
            to: 0
        }
        Arrive {
            property: "opacity"
            from: 0
            to: 1
        }
    }
}
