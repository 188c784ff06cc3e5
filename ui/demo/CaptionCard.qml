// One caption: a number, a heading, a sentence. It can't be pressed and does not look like it.
import QtQuick
import KioskTypes
import "../components"

Item {
    id: card

    required property real u // pixels of a unit of the stage
    required property CaptionData caption
    required property ThemeData theme

    height: words.y + words.height

    Rectangle {
        id: disc
        width: 2 * Math.round(15 * card.u)
        height: width
        radius: width / 2
        color: card.theme.text

        Words {
            anchors.centerIn: parent
            text: card.caption.number
            pixelSize: Math.round(17 * card.u)
            strong: true
            color: card.theme.page
        }
    }
    Words {
        x: 42 * card.u
        height: 30 * card.u
        text: card.caption.heading
        pixelSize: Math.round(20 * card.u)
        strong: true
        color: card.theme.text
    }
    Words {
        id: words
        x: 42 * card.u
        y: 36 * card.u
        width: parent.width - x
        text: card.caption.words
        pixelSize: Math.round(17 * card.u)
        color: card.theme.soft
    }
}
