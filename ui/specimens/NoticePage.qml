// Drawn into the gallery; ui.gallery_components says what it is called and what it is for.
import QtQuick
import KioskTypes
import "../components"

SpecimenPage {
    id: page

    component Notice: Specimen {
        id: specimen

        required property string example
        property bool brief: false

        bridge: page.bridge
        width: page.inner

        NoticeCard {
            bridge: page.bridge
            text: page.examples[specimen.example].frame.notice
            aside: page.metrics.wide && page.metrics.facilityWidth > 0 && specimen.brief
            above: page.metrics.titleY - page.metrics.noticeY
            room: page.metrics.wide ? page.metrics.titleLine + page.metrics.contentBelowTitle
                                    : page.metrics.titleY + page.metrics.titleLine * 2 - page.metrics.noticeY
            width: aside ? page.metrics.facilityWidth : parent.width
            height: Math.max(implicitHeight, page.metrics.wide ? page.metrics.titleLine : 0)
        }
    }

    Notice { caption: page.about.states[0]; brief: true; example: "start-staff-called" }
    Notice { caption: page.about.states[1]; example: "choose-warned" }
}
