// The live strip: what the ledger holds, what was sent, what the node has confirmed.
import QtQuick
import KioskTypes
import "../components"

Column {
    id: strip

    required property DemoScreenData screen
    required property ThemeData theme

    spacing: 5

    Words {
        text: strip.screen.stripNote
        pixelSize: 15
        color: strip.theme.soft
    }
    Words {
        objectName: "strip"
        text: strip.screen.strip
        pixelSize: 27
        strong: true
        color: strip.theme.text
    }
    Words {
        objectName: "status"
        width: parent.width
        text: strip.screen.status
        pixelSize: 16
        strong: strip.screen.warning
        color: strip.screen.warning ? strip.theme.caution : strip.theme.soft
    }
}
