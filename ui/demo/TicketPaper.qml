// The ticket: comes out of the slot, and is then laid where it can be read. Its picture is drawn from
// the bytes that the printer got.
import QtQuick

Item {
    id: paper

    required property real u // pixels of a unit of the stage
    required property bool justCut
    required property string picture
    required property rect slot
    required property rect tray
    property int duration: 300
    signal opened

    readonly property real narrow: slot.width - 8 * u
    readonly property real shape: whole.implicitWidth > 0 ? whole.implicitHeight / whole.implicitWidth : 1
    property real out: 0 // how much of it has left the slot
    property real carried: 0 // from the slot to its place

    readonly property real endWidth: Math.min(tray.width - 16 * u, (tray.height - 16 * u) / shape)
    readonly property real startX: slot.x + 4 * u
    readonly property real startY: slot.y + slot.height / 2

    onPictureChanged: {
        coming.stop();
        out = justCut ? 0 : 1;
        carried = out;
        if (justCut)
            coming.start();
    }

    visible: picture !== "" && out > 0
    x: startX + carried * (tray.x + (tray.width - endWidth) / 2 - startX)
    y: startY + carried * (tray.y + (tray.height - endWidth * shape) / 2 - startY)
    width: narrow + carried * (endWidth - narrow)
    height: width * shape * out
    clip: out < 1

    SequentialAnimation {
        id: coming
        NumberAnimation { target: paper; property: "out"; from: 0.001; to: 1; duration: 3 * paper.duration }
        PauseAnimation { duration: 2 * paper.duration }
        NumberAnimation { target: paper; property: "carried"; from: 0; to: 1; duration: paper.duration; easing.type: Easing.InOutCubic }
    }
    Rectangle { // the edge of the paper
        x: -1 * paper.u
        y: image.y - 1 * paper.u
        width: image.width + 2 * paper.u
        height: image.height + 2 * paper.u
        color: "#FFFFFF"
        border.color: "#C3C9CF"
    }
    Image { // at the printer's dots, for the shape of the paper
        id: whole
        visible: false
        source: paper.picture
        cache: false
    }
    Image {
        id: image
        y: paper.height - height
        width: paper.width
        height: paper.width * paper.shape
        source: paper.picture
        sourceSize.width: Math.ceil(paper.endWidth)
        smooth: true
        cache: false
    }
    TapHandler {
        onTapped: paper.opened()
    }
    HoverHandler {
        cursorShape: Qt.PointingHandCursor
    }
}
