// An arrow towards the camera, and the word for it.
import QtQuick
import QtQuick.Shapes
import "../components"

Row {
    id: hint

    required property string words
    required property color ink

    spacing: 8

    Shape {
        width: 30
        height: 24

        ShapePath {
            strokeColor: hint.ink
            strokeWidth: 3
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            startX: 28
            startY: 12
            PathLine { x: 4; y: 12 }
            PathLine { x: 12; y: 4 }
            PathMove { x: 4; y: 12 }
            PathLine { x: 12; y: 20 }
        }
    }
    Words {
        height: 24
        text: hint.words
        pixelSize: 17
        strong: true
        color: hint.ink
    }
}
