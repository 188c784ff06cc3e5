// One state of a component under its name.
import QtQuick
import KioskTypes
import "../components"

Column {
    id: specimen

    required property KioskBridge bridge
    required property string caption
    default property alias content: holder.data

    spacing: bridge.metrics.gap * 0.6

    Words {
        text: specimen.caption
        pixelSize: specimen.bridge.metrics.note * (specimen.bridge.metrics.larger ? 0.5 : 0.8) // for a designer at a desk
        color: specimen.bridge.theme.soft
        width: parent.width
    }
    Item {
        id: holder
        width: parent.width
        height: childrenRect.height
    }
}
