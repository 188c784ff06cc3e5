// What happened, where the coins are and how sure that is, what to do now.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property SorryScreenData screen

    frame: screen.frame

    SceneAndWords {
        around: page
        picture: page.screen.picture
        parts: [
            { name: "what", text: page.screen.what, strong: true },
            {
                name: "coins",
                text: page.screen.coins,
                strong: true,
                carded: true,
                mark: page.screen.certainty,
                markText: page.screen.certaintyWords
            },
            { name: "todo", text: page.screen.todo }
        ]
    }
}
