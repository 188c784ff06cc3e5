// The machine can't serve: what is wrong, what became of coins, where to go. At the foot, small and
// quiet, a line that somebody reads out to a technician.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property OutOfOrderScreenData screen

    frame: screen.frame

    SceneAndWords {
        around: page
        picture: page.screen.picture
        foot: note.visible ? note.height : 0
        parts: [
            {
                name: "what",
                text: page.screen.what,
                strong: true,
                mark: page.screen.certainty,
                markText: page.screen.certaintyWords
            },
            { name: "todo", text: page.screen.todo }
        ]
    }
    Words {
        id: note
        objectName: "note"
        visible: text !== ""
        text: page.screen.note
        pixelSize: page.metrics.note
        color: page.theme.soft
        x: page.contentX
        y: page.contentBottom - height
        width: page.contentWidth
    }
}
