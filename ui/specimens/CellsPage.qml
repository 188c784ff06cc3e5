// Drawn into the gallery; ui.gallery_components says what it is called and what it is for.
import QtQuick
import KioskTypes
import "../components"

SpecimenPage {
    id: page

    component Cells: Specimen {
        id: specimen

        required property string example

        bridge: page.bridge
        width: page.inner

        DigitCells {
            bridge: page.bridge
            cells: page.examples[specimen.example].cells
            groups: page.examples[specimen.example].groups
            labels: page.examples[specimen.example].labels
            entered: page.examples[specimen.example].entered
            cellHeight: page.metrics.gap * (page.metrics.wide ? 4.5 : 6)
            width: parent.width
            height: implicitHeight
        }
    }

    Cells { caption: page.about.states[0]; example: "keypad-empty" }
    Cells { caption: page.about.states[1]; example: "keypad" }
    Cells { caption: page.about.states[2]; example: "keypad-badge" }
    Cells { caption: page.about.states[3]; example: "keypad-date" }
}
