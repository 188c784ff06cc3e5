// Drawn into the gallery; ui.gallery_components says what it is called and what it is for.
import QtQuick
import KioskTypes
import "../components"

SpecimenPage {
    id: page

    component Aids: Specimen {
        id: specimen

        required property string example

        bridge: page.bridge
        width: page.inner

        Item {
            width: parent.width
            height: page.metrics.aidHeight + page.metrics.gap

            AidRow {
                bridge: page.bridge
                frame: page.examples[specimen.example].frame
                y: page.metrics.gap
                width: page.metrics.aidsWidth
                height: page.metrics.aidHeight
            }
        }
    }

    Aids { caption: page.about.states[0]; example: "aids-off" }
    Aids { caption: page.about.states[1]; example: "aids-on" }
    Aids { caption: page.about.states[2]; example: "choose-voice" }
}
