// A card that only informs: quiet fill, no depth; in high contrast a thin edge holds it together.
import QtQuick
import KioskTypes

Rectangle {
    required property KioskBridge bridge
    property bool onQuiet: false // it lies on a quiet band, so it is white

    radius: bridge.metrics.radius
    color: onQuiet ? bridge.theme.page : bridge.theme.quiet
    border.width: bridge.theme.contrast || onQuiet ? Math.max(1, bridge.metrics.edge / 2) : 0
    border.color: bridge.theme.line
}
