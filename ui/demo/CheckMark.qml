// A tick in a disc: this one is chosen.
import QtQuick
import QtQuick.Shapes

Rectangle {
    id: mark

    required property real u // pixels of a unit of the stage
    property color tick: "white"

    width: 2 * Math.round(14 * u)
    height: width
    radius: width / 2

    Shape {
        anchors.fill: parent

        ShapePath {
            strokeColor: mark.tick
            strokeWidth: 3 * mark.u
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            startX: 8 * mark.u
            startY: 14.5 * mark.u
            PathLine { x: 12.5 * mark.u; y: 19 * mark.u }
            PathLine { x: 20.5 * mark.u; y: 10 * mark.u }
        }
    }
}
