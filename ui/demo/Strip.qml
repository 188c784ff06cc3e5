// The live strip: what the ledger holds, what was sent, what the node has confirmed.
import QtQuick
import KioskTypes
import "../components"

Column {
    id: strip

    required property real u // pixels of a unit of the stage
    required property DemoScreenData screen
    required property ThemeData theme

    spacing: 5 * strip.u

    Words {
        text: strip.screen.stripNote
        pixelSize: Math.round(15 * strip.u)
        color: strip.theme.soft
    }
    Words {
        objectName: "strip"
        text: strip.screen.strip
        pixelSize: Math.round(27 * strip.u)
        strong: true
        color: strip.theme.text
    }
    Words {
        objectName: "status"
        width: parent.width
        text: strip.screen.status
        pixelSize: Math.round(16 * strip.u)
        strong: strip.screen.warning
        color: strip.screen.warning ? strip.theme.caution : strip.theme.soft
    }
}
