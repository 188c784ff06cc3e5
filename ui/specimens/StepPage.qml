// Drawn into the gallery; ui.gallery_components says what it is called and what it is for.
import QtQuick
import KioskTypes
import "../components"

SpecimenPage {
    id: page

    component Step: Specimen {
        id: specimen

        required property string example

        bridge: page.bridge
        width: page.inner

        StepLine {
            bridge: page.bridge
            step: page.examples[specimen.example].frame.step
            width: parent.width
            height: page.metrics.wide ? page.metrics.titleLine : page.metrics.titleY - page.metrics.stepY
        }
    }

    Step { caption: page.about.states[0]; example: "choose" }
    Step { caption: page.about.states[1]; example: "confirm" }
    Step { caption: page.about.states[2]; example: "thanks" }
}
