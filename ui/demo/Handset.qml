// A resident's phone with the code on its screen. It can be dragged; near the camera it grows small,
// as things do that move away, and what the camera sees of it is told many times a second.
import QtQuick
import KioskTypes

Item {
    id: handset

    required property real u // pixels of a unit of the stage
    required property PhoneData phone
    required property ThemeData theme
    required property rect home
    required property string dragWords
    required property point reader
    property int duration: 260
    property int holdMs: 3000

    readonly property bool away: drag.active || parked || flight.running
    readonly property bool inView: Math.abs(sight.x) < 1.3 && Math.abs(sight.y) < 1.3
    // where the camera sees the phone: 0 is the middle of its picture; its left is our right
    readonly property point sight: Qt.point((reader.x - x - width / 2) / (130 * u), (y + height / 2 - reader.y) / (110 * u))
    property bool parked: false
    property real awayX: 0 // from its place, in units
    property real awayY: 0
    signal held(real x, real y)
    signal released

    function show(): void {
        parked = true;
        fly((reader.x - home.x - width / 2) / u, (reader.y - home.y - height / 2) / u + 20);
        rest.restart();
    }
    function goHome(): void {
        parked = false;
        rest.stop();
        released();
        fly(0, 0);
    }
    function fly(toX: real, toY: real): void {
        flight.stop();
        flyX.to = toX;
        flyY.to = toY;
        flight.start();
    }

    x: home.x + awayX * u
    y: home.y + awayY * u
    width: home.width
    height: home.height
    scale: drag.active || parked ? 0.4 : 1
    Behavior on scale { NumberAnimation { duration: handset.duration; easing.type: Easing.OutCubic } }

    Timer { // what the camera sees while the phone is moved
        running: drag.active
        interval: 66
        repeat: true
        property bool told: false
        onTriggered: {
            if (handset.inView)
                handset.held(handset.sight.x, handset.sight.y);
            else if (told)
                handset.released();
            told = handset.inView;
        }
    }
    Timer { // long enough to be read, and for the person to see that it was
        id: rest
        interval: handset.holdMs
        onTriggered: handset.goHome()
    }
    ParallelAnimation {
        id: flight
        NumberAnimation { id: flyX; target: handset; property: "awayX"; duration: handset.duration; easing.type: Easing.OutCubic }
        NumberAnimation { id: flyY; target: handset; property: "awayY"; duration: handset.duration; easing.type: Easing.OutCubic }
        onFinished: if (handset.parked) handset.held(0, 0)
    }
    DragHandler {
        id: drag
        property point start
        target: null
        enabled: !handset.parked
        onActiveTranslationChanged: {
            if (!active)
                return;
            handset.awayX = start.x + activeTranslation.x / handset.u;
            handset.awayY = start.y + activeTranslation.y / handset.u;
        }
        onActiveChanged: {
            if (active) {
                flight.stop();
                start = Qt.point(handset.awayX, handset.awayY);
                return;
            }
            if (handset.inView)
                handset.show();
            else
                handset.goHome();
        }
    }
    HoverHandler {
        cursorShape: drag.active ? Qt.ClosedHandCursor : Qt.OpenHandCursor
    }

    Rectangle { // the body
        anchors.fill: parent
        radius: 36 * handset.u
        color: "#20262B"
        border.color: "#4A525A"
        border.width: 2 * handset.u
    }
    Rectangle { // the screen
        anchors.fill: parent
        anchors.margins: 10 * handset.u
        radius: 27 * handset.u
        color: handset.phone.stale ? "#3A4149" : handset.theme.page
    }
    Rectangle { // the loudspeaker
        anchors.horizontalCenter: parent.horizontalCenter
        y: 22 * handset.u
        width: 52 * handset.u
        height: 6 * handset.u
        radius: 3 * handset.u
        color: handset.phone.stale ? "#20262B" : "#C9CED3"
    }
    DragHint {
        u: handset.u
        visible: !handset.away
        anchors.horizontalCenter: parent.horizontalCenter
        y: 398 * handset.u
        ink: handset.phone.stale ? "#FFFFFF" : handset.theme.lead
        words: handset.dragWords
    }
    ReceiptPage {
        u: handset.u
        visible: handset.phone.receipt.heading !== ""
        anchors.fill: parent
        anchors.margins: 10 * handset.u
        phone: handset.phone
        theme: handset.theme
    }
    CodePage {
        u: handset.u
        visible: handset.phone.receipt.heading === ""
        anchors.fill: parent
        anchors.margins: 10 * handset.u
        phone: handset.phone
        theme: handset.theme
    }
}
