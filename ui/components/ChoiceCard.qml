// A big card to touch: picture, name, price. Wide cards and squat ones have the picture at the left,
// others above; without a picture the words stand alone. One that can't be chosen lies flat and says why.
import QtQuick
import KioskTypes

PressButton {
    id: card

    required property ChoiceData choice
    property int nameSize: metrics.body
    property int sideWidth: width * 0.3 // of a picture that stands left of the words
    property bool pictured: true

    readonly property int pad: metrics.larger ? metrics.gap : metrics.gap * 1.4
    readonly property int inner: height - metrics.depth
    readonly property bool wide: width > metrics.width * 0.6
    readonly property bool squat: !wide && pictured && !metrics.larger && inner < metrics.rowLeast * 1.25
    readonly property bool beside: pictured && (wide || squat)
    readonly property bool level: wide || !pictured // the words stand in the middle
    readonly property color ink: enabled ? bridge.theme.text : bridge.theme.soft

    act: "choose"
    argument: choice.id
    text: choice.name
    enabled: choice.enabled
    Accessible.name: [choice.name, choice.price?.coins ?? "", choice.note].filter(each => each !== "").join(" ")

    contentItem: Item {
        Picture {
            id: picture
            visible: card.pictured && height >= 3 * card.metrics.gap
            bridge: card.bridge
            name: card.choice.picture
            opacity: card.enabled ? 1 : 0.45
            horizontalAlignment: card.beside ? Image.AlignHCenter : Image.AlignLeft
            x: card.pad
            y: card.squat ? name.y + (name.height - height) / 2 : card.pad
            width: card.beside ? card.sideWidth : parent.width - 2 * card.pad
            height: card.wide ? parent.height - 2 * card.pad
                  : card.squat ? card.inner - facts.height - 2 * card.pad
                  : Math.max(0, name.y - 1.4 * card.pad)
        }
        FitSize {
            id: fit
            texts: [card.choice.name]
            width: name.width
            room: card.level ? card.inner - facts.height - card.pad
                : card.squat ? card.inner - facts.height - 1.3 * card.pad : 1.5 * card.nameSize
            largest: card.nameSize
            smallest: card.nameSize * 0.7
        }
        Words {
            id: name
            text: card.choice.name
            pixelSize: fit.pixelSize
            strong: true
            color: card.ink
            x: card.beside ? picture.x + picture.width + card.pad : card.pad
            y: card.level ? (parent.height - height - facts.height) / 2
             : card.squat ? card.pad / 2 + (facts.y - card.pad / 2 - height) / 2
             : facts.y - height
            width: parent.width - x - card.pad - (leads.visible ? leads.width : 0)
        }
        Picture { // a card that is nothing but its name leads somewhere
            id: leads
            visible: card.wide && card.enabled && card.choice.price === null
            bridge: card.bridge
            name: "icon-next"
            tint: card.ink
            width: card.metrics.body
            height: width
            x: parent.width - width - card.pad
            y: (parent.height - height) / 2
        }
        Column {
            id: facts
            x: card.wide ? name.x : card.pad
            y: card.level ? (parent.height + name.height - height) / 2 : card.inner - height - card.pad * 0.8
            width: parent.width - x - card.pad

            Amount {
                visible: card.choice.price !== null && card.enabled
                bridge: card.bridge
                coins: card.choice.price?.coins ?? ""
                won: card.metrics.larger ? "" : card.choice.price?.won ?? ""
                pixelSize: card.metrics.larger ? card.metrics.label
                         : card.wide ? card.metrics.balance : card.metrics.body
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
