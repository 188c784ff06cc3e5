// A card that only informs: quiet fill, no depth; in high contrast a thin edge holds it together.
import QtQuick
import KioskTypes

Rectangle {
    required property KioskBridge bridge
    property bool white: false // where it lies on a quiet band

    radius: bridge.metrics.radius
    color: white ? bridge.theme.page : bridge.theme.quiet
    border.width: bridge.theme.contrast || white ? Math.max(1, bridge.metrics.edge / 2) : 0
    border.color: bridge.theme.line
}
