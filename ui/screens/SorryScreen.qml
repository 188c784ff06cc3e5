// What happened, where the coins are and how sure that is, what to do now.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property SorryScreenData screen

    // where nothing was used the line of the coins says so itself, beside the mark
    readonly property bool saidByCoins: screen.certainty === "refused" && screen.certaintyWords === ""

    frame: screen.frame

    SceneAndWords {
        around: page
        picture: page.screen.picture
        parts: [
            { name: "what", text: page.screen.what, strong: true },
            {
                name: "coins",
                text: page.saidByCoins ? "" : page.screen.coins,
                strong: true,
                coin: true,
                mark: page.screen.certainty,
                markText: page.saidByCoins ? page.screen.coins : page.screen.certaintyWords
            },
            { name: "todo", text: page.screen.todo }
        ]
    }
}
