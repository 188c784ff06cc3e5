// Drawn into the gallery; ui.gallery_components says what it is called and what it is for.
import QtQuick
import KioskTypes
import "../components"

SpecimenPage {
    id: page

    readonly property var meals: examples["choose"].choices
    readonly property int cardWidth: metrics.larger && !metrics.wide ? inner : metrics.wide ? third : half

    component Card: Specimen {
        id: specimen

        required property ChoiceData choice
        property bool pressed: false
        property bool chosen: false
        property bool pictured: true

        bridge: page.bridge
        width: page.cardWidth

        ChoiceCard {
            bridge: page.bridge
            choice: specimen.choice
            held: specimen.pressed
            on: specimen.chosen
            pictured: specimen.pictured && !(page.metrics.wide && page.metrics.larger)
            level: page.metrics.wide || page.metrics.larger
            coinSize: page.metrics.larger ? page.metrics.note : page.metrics.body
            width: parent.width
            height: page.metrics.rowLeast * (page.metrics.wide ? 1 : page.metrics.larger ? 1.05 : 1.4)
        }
    }

    Card { caption: page.about.states[0]; choice: page.meals[0] }
    Card { caption: page.about.states[1]; choice: page.meals[0]; pressed: true }
    Card { caption: page.about.states[2]; choice: page.meals[0]; chosen: true }
    Card { caption: page.about.states[6]; choice: page.examples["choose-pointed"].choices[0] }
    Card { caption: page.about.states[3]; choice: page.examples["choose-sold-out"].choices[0] }
    Card { caption: page.about.states[4]; choice: page.meals[1]; pictured: false }
    Card { caption: page.about.states[5]; choice: page.examples["start"].services[0] }
}
