// Drawn into the gallery; ui.gallery_components says what it is called and what it is for.
import QtQuick
import KioskTypes
import "../components"

SpecimenPage {
    id: page

    component Number: Specimen {
        id: specimen

        required property string example

        bridge: page.bridge
        width: page.half

        QuantityStepper {
            bridge: page.bridge
            quantity: page.examples[specimen.example].quantity
            width: implicitWidth
            height: implicitHeight
        }
    }

    Number { caption: page.about.states[0]; example: "code" }
    Number { caption: page.about.states[1]; example: "code-many" }
}
