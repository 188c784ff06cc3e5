// Drawn into the gallery; ui.gallery_components says what it is called and what it is for.
import QtQuick
import KioskTypes
import "../components"

SpecimenPage {
    id: page

    component Bar: Specimen {
        id: specimen

        required property string example

        bridge: page.bridge
        width: page.inner

        BottomBar {
            bridge: page.bridge
            frame: page.examples[specimen.example].frame
            width: page.metrics.barWidth
            height: page.metrics.barHeight
        }
    }
    component Leads: Specimen {
        id: leading

        required property string example
        property bool pressed: false

        bridge: page.bridge
        width: page.metrics.leadWidth

        LeadButton {
            bridge: page.bridge
            lead: page.examples[leading.example].frame.lead
            held: leading.pressed
            width: page.metrics.leadWidth
            height: page.metrics.leadHeight
        }
    }

    Bar { caption: page.about.states[0]; example: "choose" }
    Bar { caption: page.about.states[1]; example: "start" }
    Leads { caption: page.about.states[2]; example: "choose-with-lead" }
    Leads { caption: page.about.states[3]; example: "choose-with-lead"; pressed: true }
    Leads { caption: page.about.states[4]; example: "keypad" }
}
