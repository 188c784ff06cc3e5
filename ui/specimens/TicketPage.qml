// Drawn into the gallery; ui.gallery_components says what it is called and what it is for.
import QtQuick
import KioskTypes
import "../components"

SpecimenPage {
    id: page

    Specimen {
        bridge: page.bridge
        caption: page.about.states[0]
        width: page.metrics.larger && !page.metrics.wide ? page.inner : page.half

        TicketPreview {
            bridge: page.bridge
            facility: page.examples["reprint"].frame.facility
            item: page.examples["reprint"].item
            bought: page.examples["reprint"].bought
            pixelSize: page.metrics.larger ? page.metrics.body : page.metrics.leadWords
            width: parent.width
            height: implicitHeight
        }
    }
}
