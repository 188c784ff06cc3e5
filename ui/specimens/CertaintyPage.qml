// Drawn into the gallery; ui.gallery_components says what it is called and what it is for.
import QtQuick
import KioskTypes
import "../components"

SpecimenPage {
    id: page

    component Mark: Specimen {
        id: specimen

        required property string example

        bridge: page.bridge
        width: page.inner

        CertaintyMark {
            bridge: page.bridge
            certainty: page.examples[specimen.example].certainty
            text: page.examples[specimen.example].certaintyWords
            pixelSize: page.metrics.body
            width: parent.width
            height: implicitHeight
        }
    }

    Mark { caption: page.about.states[0]; example: "thanks" }
    Mark { caption: page.about.states[1]; example: "thanks-recorded" }
    Mark { caption: page.about.states[2]; example: "sorry-refused" }
    Mark { caption: page.about.states[3]; example: "out-of-order-unknown" }
}
