// An arrow towards the camera, and the word for it.
import QtQuick
import QtQuick.Shapes
import "../components"

Row {
    id: hint

    required property real u // pixels of a unit of the stage
    required property string words
    required property color ink

    spacing: 8 * hint.u

    Shape {
        width: 30 * hint.u
        height: 24 * hint.u

        ShapePath {
            strokeColor: hint.ink
            strokeWidth: 3 * hint.u
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            startX: 28 * hint.u
            startY: 12 * hint.u
            PathLine { x: 4 * hint.u; y: 12 * hint.u }
            PathLine { x: 12 * hint.u; y: 4 * hint.u }
            PathMove { x: 4 * hint.u; y: 12 * hint.u }
            PathLine { x: 12 * hint.u; y: 20 * hint.u }
        }
    }
    Words {
        height: 24 * hint.u
        text: hint.words
        pixelSize: Math.round(17 * hint.u)
        strong: true
        color: hint.ink
    }
}
