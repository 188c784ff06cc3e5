// Drawn into the gallery; ui.gallery_components says what it is called and what it is for.
import QtQuick
import KioskTypes
import "../components"

SpecimenPage {
    id: page

    component Here: Specimen {
        id: specimen

        required property string example

        bridge: page.bridge
        width: page.inner

        ShowHere {
            bridge: page.bridge
            picture: page.examples[specimen.example].picture
            guide: page.examples[specimen.example].guide
            hint: page.examples[specimen.example].hint
            preview: page.examples[specimen.example].preview
            width: parent.width
            height: page.metrics.contentBottom - page.metrics.titleY - page.metrics.titleLine * (page.metrics.wide ? 1.2 : 6)
        }
    }

    Here { caption: page.about.states[0]; example: "card" }
    Here { caption: page.about.states[1]; example: "code-read" }
}
