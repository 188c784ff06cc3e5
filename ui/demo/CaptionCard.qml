// One caption: a number, a heading, a sentence. It can't be pressed and does not look like it.
import QtQuick
import KioskTypes
import "../components"

Item {
    id: card

    required property CaptionData caption
    required property ThemeData theme

    height: words.y + words.height

    Rectangle {
        id: disc
        width: 30
        height: 30
        radius: 15
        color: card.theme.text

        Words {
            anchors.centerIn: parent
            text: card.caption.number
            pixelSize: 17
            strong: true
            color: card.theme.page
        }
    }
    Words {
        x: 42
        height: 30
        text: card.caption.heading
        pixelSize: 20
        strong: true
        color: card.theme.text
    }
    Words {
        id: words
        x: 42
        y: 36
        width: parent.width - x
        text: card.caption.words
        pixelSize: 17
        color: card.theme.soft
    }
}
