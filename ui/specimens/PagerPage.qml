// Drawn into the gallery; ui.gallery_components says what it is called and what it is for.
import QtQuick
import KioskTypes
import "../components"

SpecimenPage {
    id: page

    component Pages: Specimen {
        id: specimen

        required property string example
        property bool worded: false

        bridge: page.bridge
        width: page.inner

        Pager {
            readonly property ChooseScreenData screen: page.examples[specimen.example]

            bridge: page.bridge
            current: screen.page
            pages: screen.pages
            previous: screen.previous
            next: screen.next
            worded: specimen.worded
            width: page.metrics.wide ? page.metrics.pagerHeight * 4.4
                 : specimen.worded ? page.inner : page.metrics.leadX - page.metrics.gap - page.metrics.margin
            height: page.metrics.pagerHeight
        }
    }

    Pages { caption: page.about.states[0]; example: "pages-first" }
    Pages { caption: page.about.states[1]; example: "pages-last" }
    Pages { caption: page.about.states[2]; example: "pages-first"; worded: true }
}
