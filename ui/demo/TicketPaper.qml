// The ticket: comes out of the slot, and is then laid where it can be read. Its picture is drawn from
// the bytes that the printer got.
import QtQuick

Item {
    id: paper

    required property string picture
    required property rect slot
    required property rect tray
    property int duration: 300
    property real dots: 190 // its width on the screen at its end
    signal opened

    readonly property real narrow: slot.width - 8
    readonly property real shape: image.implicitWidth > 0 ? image.implicitHeight / image.implicitWidth : 1
    property real out: 0 // how much of it has left the slot
    property real carried: 0 // from the slot to its place

    readonly property real endWidth: Math.min(tray.width - 16, (tray.height - 16) / shape)
    readonly property real startX: slot.x + 4
    readonly property real startY: slot.y + slot.height / 2

    onPictureChanged: {
        coming.stop();
        out = 0;
        carried = 0;
        if (picture !== "")
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
        x: -1
        y: image.y - 1
        width: image.width + 2
        height: image.height + 2
        color: "#FFFFFF"
        border.color: "#C3C9CF"
    }
    Image {
        id: image
        y: paper.height - height
        width: paper.width
        height: paper.width * paper.shape
        source: paper.picture
        sourceSize.width: Math.ceil(paper.dots)
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
