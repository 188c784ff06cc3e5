// Drawn into the gallery; ui.gallery_components says what it is called and what it is for.
import QtQuick
import KioskTypes
import "../components"

SpecimenPage {
    id: page

    component Sum: Specimen {
        id: specimen

        property int pixelSize: page.metrics.body
        property bool wonToo: true
        property real room: Infinity

        bridge: page.bridge
        width: page.inner

        Amount {
            bridge: page.bridge
            coins: page.examples["confirm"].price.coins
            won: specimen.wonToo ? page.examples["confirm"].price.won : ""
            pixelSize: specimen.pixelSize
            room: specimen.room
            width: implicitWidth
            height: implicitHeight
        }
    }

    Sum { caption: page.about.states[0]; pixelSize: page.metrics.amount }
    Sum { caption: page.about.states[1] }
    Sum { caption: page.about.states[2]; room: 1 }
    Sum { caption: page.about.states[3]; wonToo: false; pixelSize: page.metrics.balance }
}
