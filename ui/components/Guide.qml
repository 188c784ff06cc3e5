// What to do here, and below it a quieter word; at the left a picture, unless the type is large. Where
// the place is small the words are set a step smaller, never under the size of notes; at the last the quieter word gives way.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Item {
    id: guide

    required property KioskBridge bridge
    required property string picture
    required property string message
    required property string hint

    readonly property MetricsData metrics: bridge.metrics
    readonly property bool pictured: picture !== "" && !metrics.larger
    readonly property int drawnMost: metrics.gap * (metrics.wide ? 7 : 11) // height of the picture
    readonly property int wordsX: pictured ? drawnMost * 1.5 + metrics.gapWide : 0
    readonly property int between: metrics.gap * (!metrics.larger ? 0.5 : metrics.wide ? 0.2 : 0.4)
    readonly property var chosen: [usual, small, least, bare, bareSmall].find(each => each.fits) ?? bareLeast
    readonly property int leastHeight: least.implicitHeight

    implicitHeight: Math.max(usual.implicitHeight, pictured ? drawnMost : 0)

    component Layer: Column {
        id: layer

        required property int messageSize
        property bool hinted: true
        readonly property bool fits: implicitHeight <= guide.height && told.contentWidth <= width

        width: guide.width - guide.wordsX
        spacing: guide.between

        Words {
            id: told
            objectName: "message"
            visible: text !== ""
            text: guide.message
            pixelSize: layer.messageSize
            strong: true
            color: guide.bridge.theme.text
            width: parent.width
        }
        Words {
            objectName: "hint"
            visible: text !== "" && layer.hinted
            text: guide.hint
            pixelSize: guide.metrics.note
            color: guide.bridge.theme.soft
            width: parent.width
        }
    }

    Layer {
        id: usual
        visible: false
        messageSize: guide.metrics.body
    }
    Layer {
        id: small
        visible: false
        messageSize: (guide.metrics.body + guide.metrics.note) / 2
    }
    Layer {
        id: least
        visible: false
        messageSize: guide.metrics.note
    }
    Layer {
        id: bare
        visible: false
        messageSize: usual.messageSize
        hinted: false
    }
    Layer {
        id: bareSmall
        visible: false
        messageSize: small.messageSize
        hinted: false
    }
    Layer {
        id: bareLeast
        visible: false
        messageSize: least.messageSize
        hinted: false
    }
    Picture {
        visible: guide.pictured
        bridge: guide.bridge
        name: guide.picture
        height: Math.min(guide.height, guide.drawnMost)
        width: height * 1.5
        x: (guide.drawnMost * 1.5 - width) / 2
        y: (guide.height - height) / 2
    }
    Layer {
        messageSize: guide.chosen.messageSize
        hinted: guide.chosen.hinted
        x: guide.wordsX
        y: (guide.height - height) / 2
    }
}
