// Show your code here: where to hold it, what the camera sees, and what it is for.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property CodeScreenData screen

    readonly property bool ordered: screen.item !== ""
    readonly property int sceneHeight: low || larger || !screen.preview ? 0 : metrics.rowLeast * 1.2
    readonly property int stripHeight: ordered ? strip.implicitHeight + metrics.gap : 0
    readonly property int middleY: contentY + (sceneHeight > 0 ? sceneHeight + metrics.gap : 0)
    readonly property int middleHeight: contentBottom - stripHeight - middleY

    frame: screen.frame

    Scene { // in low mode above the reach, else above the preview
        visible: page.low || page.sceneHeight > 0
        bridge: page.bridge
        picture: page.screen.picture
        x: page.contentX
        y: page.low ? page.infoY : page.contentY
        width: page.contentWidth
        height: page.low ? page.infoHeight : page.sceneHeight
    }
    QuietCard {
        id: card
        bridge: page.bridge
        x: page.contentX
        y: page.middleY
        width: page.contentWidth
        height: page.middleHeight

        PreviewFrame {
            id: preview
            visible: page.screen.preview
            bridge: page.bridge
            x: page.metrics.gap
            y: (parent.height - height) / 2
            width: Math.min(parent.height - 2 * page.metrics.gap, parent.width * 0.52)
            height: width
        }
        Column {
            id: words

            readonly property real below: guide.implicitHeight * guide.visible + hint.implicitHeight * hint.visible

            x: preview.visible ? preview.x + preview.width + page.metrics.gapWide : page.metrics.gapWide
            width: parent.width - x - page.metrics.gap
            spacing: page.metrics.gap
            anchors.verticalCenter: parent.verticalCenter

            Scene {
                visible: !page.low && page.sceneHeight === 0 && height > page.metrics.gap * 6
                bridge: page.bridge
                picture: page.screen.picture
                width: parent.width
                height: Math.min(width / proportion, card.height - 3 * page.metrics.gap - words.below)
            }
            Words {
                id: guide
                visible: !page.larger || !page.screen.preview
                text: page.screen.guide
                pixelSize: page.metrics.body
                strong: true
                color: page.theme.text
                horizontalAlignment: page.screen.preview ? Text.AlignLeft : Text.AlignHCenter
                width: parent.width
            }
            Words {
                id: hint
                objectName: "hint"
                visible: text !== "" && (!page.larger || page.screen.preview)
                text: page.screen.hint
                pixelSize: page.metrics.note
                color: page.theme.soft
                horizontalAlignment: page.screen.preview ? Text.AlignLeft : Text.AlignHCenter
                width: parent.width
            }
        }
    }
    OrderStrip {
        id: strip
        visible: page.ordered
        bridge: page.bridge
        screen: page.screen
        x: page.contentX
        y: page.contentBottom - height
        width: page.contentWidth
        height: implicitHeight
    }
}
