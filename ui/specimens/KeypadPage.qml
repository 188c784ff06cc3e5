// Drawn into the gallery; ui.gallery_components says what it is called and what it is for.
import QtQuick
import KioskTypes
import "../components"

SpecimenPage {
    id: page

    readonly property int keysHeight: metrics.gap * (metrics.larger ? 4.6 : 5) * 4 + 3 * metrics.gap

    component Keys: Specimen {
        id: specimen

        required property string example

        bridge: page.bridge
        width: page.metrics.wide ? page.half : page.inner

        Keypad {
            bridge: page.bridge
            erase: page.examples[specimen.example].erase
            full: page.examples[specimen.example].cells.indexOf("") < 0
            bare: page.examples[specimen.example].cells.every(each => each === "")
            width: parent.width
            height: page.keysHeight
        }
    }

    Keys { caption: page.about.states[0]; example: "keypad-empty" }
    Keys { caption: page.about.states[1]; example: "keypad" }
    Keys { caption: page.about.states[2]; example: "keypad-full" }
}
