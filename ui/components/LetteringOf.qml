// Keeps how words are written by the metrics of what is shown.
import QtQuick
import KioskTypes

Item {
    id: lettering

    required property MetricsData metrics

    visible: false

    Binding {
        target: Lettering
        property: "family"
        value: lettering.metrics.family
    }
    Binding {
        target: Lettering
        property: "lineHeight"
        value: lettering.metrics.lineHeight
    }
    Binding {
        target: Lettering
        property: "spareAbove"
        value: lettering.metrics.spareAbove
    }
    Binding {
        target: Lettering
        property: "spareBelow"
        value: lettering.metrics.spareBelow
    }
}
