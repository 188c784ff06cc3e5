// How the voice speaks.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property VoiceScreenData screen

    frame: screen.frame

    ChoiceGrid {
        bridge: page.bridge
        choices: page.screen.choices
        pictured: false
        columns: 2
        rows: 3
        x: page.contentX
        y: page.contentY
        width: page.contentWidth
        height: page.contentHeight
    }
}
