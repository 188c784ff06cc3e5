// Drawn into the gallery; ui.gallery_components says what it is called and what it is for.
import QtQuick
import KioskTypes
import "../components"

SpecimenPage {
    id: page

    component Lines: Specimen {
        id: specimen

        required property string example

        bridge: page.bridge
        width: page.metrics.wide ? page.half : page.inner

        BalanceLines {
            bridge: page.bridge
            model: page.examples[specimen.example].lines
            width: parent.width
        }
    }

    Lines { caption: page.about.states[0]; example: "confirm" }
    Lines { caption: page.about.states[1]; example: "thanks" }
    Specimen {
        bridge: page.bridge
        caption: page.about.states[2]
        width: page.metrics.wide ? page.half : page.inner

        StateLines {
            bridge: page.bridge
            model: page.examples["staff"].lines
            width: parent.width
        }
    }
}
