// A tick in a disc: this one is chosen.
import QtQuick
import QtQuick.Shapes

Rectangle {
    id: mark

    property color tick: "white"

    width: 28
    height: 28
    radius: 14

    Shape {
        anchors.fill: parent

        ShapePath {
            strokeColor: mark.tick
            strokeWidth: 3
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            startX: 8
            startY: 14.5
            PathLine { x: 12.5; y: 19 }
            PathLine { x: 20.5; y: 10 }
        }
    }
}
