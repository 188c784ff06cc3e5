// The one button that leads on, always at the same place and in the one action colour.
import QtQuick
import KioskTypes

PressButton {
    id: button

    required property LeadData lead

    readonly property int iconSize: metrics.leadWords * 0.9
    readonly property real part: (width - 2 * metrics.gap) / Math.max(1, sample.advanceWidth(text)) // of the words' size
    readonly property color ink: enabled ? bridge.theme.leadWords : bridge.theme.faint

    act: "lead"
    text: lead.words
    enabled: lead.enabled
    face: bridge.theme.lead
    facePressed: bridge.theme.leadPressed
    faceChosen: bridge.theme.lead
    edgeColor: bridge.theme.lead
    depthColor: bridge.theme.leadDepth

    FontMetrics {
        id: sample
        font.family: button.metrics.family
        font.pixelSize: button.metrics.leadWords
        font.weight: Font.Bold
    }

    contentItem: Item {
        Row {
            anchors.centerIn: parent
            spacing: button.metrics.gap * 0.6

            Words {
                id: words
                text: button.text
                pixelSize: button.metrics.leadWords * Math.min(1, button.part)
                strong: true
                wrapMode: Text.NoWrap
                color: button.ink
            }
            Picture {
                visible: button.lead.onward && words.implicitWidth + button.iconSize + 3 * button.metrics.gap <= button.width
                bridge: button.bridge
                name: "icon-next"
                tint: button.ink
                width: button.iconSize
                height: width
                anchors.verticalCenter: parent.verticalCenter
            }
        }
    }
}
