// A big card to touch: picture, name, price. Wide cards have the picture at the left, others above.
// One that can't be chosen lies flat and says why.
import QtQuick
import KioskTypes

PressButton {
    id: card

    required property ChoiceData choice
    property int nameSize: metrics.body
    property bool pictured: true

    readonly property bool wide: width > metrics.width * 0.6
    readonly property int pad: metrics.larger ? metrics.gap : metrics.gapWide
    readonly property color ink: enabled ? bridge.theme.text : bridge.theme.soft
    property string pressedId: ""

    objectName: `choose:${choice.id}`
    text: choice.name
    enabled: choice.enabled
    Accessible.name: [choice.name, choice.price?.coins ?? "", choice.note].filter(each => each !== "").join(" ")
    onPressed: pressedId = choice.id
    // what was touched counts, not what the card has become under the finger
    onClicked: if (pressedId === "" || pressedId === choice.id) bridge.press("choose", choice.id)

    contentItem: Item {
        Picture {
            id: picture
            visible: card.pictured && height >= card.metrics.gapWide
            bridge: card.bridge
            name: card.choice.picture
            opacity: card.enabled ? 1 : 0.45
            horizontalAlignment: card.wide ? Image.AlignHCenter : Image.AlignLeft
            x: card.pad
            y: card.pad
            width: card.wide ? card.width * 0.3 : parent.width - 2 * card.pad
            height: card.wide ? parent.height - 2 * card.pad : parent.height - words.height - 1.5 * card.pad
        }
        Column {
            id: words
            x: card.wide && card.pictured ? picture.x + picture.width + card.pad : card.pad
            width: parent.width - x - card.pad
            y: card.wide ? (parent.height - height) / 2 : parent.height - height - card.pad * 0.75
            spacing: card.metrics.larger ? 0 : card.metrics.gap * 0.2

            Words {
                text: card.choice.name
                pixelSize: card.nameSize
                strong: true
                color: card.ink
                width: parent.width
            }
            Amount {
                visible: card.choice.price !== null && card.enabled
                bridge: card.bridge
                coins: card.choice.price?.coins ?? ""
                won: card.metrics.larger ? "" : card.choice.price?.won ?? ""
                pixelSize: card.metrics.larger ? card.metrics.label : card.metrics.body
                room: parent.width
            }
            Words {
                visible: card.choice.note !== ""
                text: card.choice.note
                pixelSize: card.metrics.note
                color: card.bridge.theme.soft
                width: parent.width
            }
        }
    }
    Rectangle { // an outline keeps the place of what can't be chosen
        visible: !card.enabled
        anchors.fill: parent
        anchors.bottomMargin: card.metrics.depth
        radius: card.metrics.radius
        color: card.bridge.theme.quiet
        border.width: card.bridge.theme.contrast ? 1 : 0
        border.color: card.bridge.theme.line
        z: -1
    }
}
