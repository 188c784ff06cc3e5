// A big card to touch: picture, name, price, as its grid lays them out. Without a picture the words stand
// alone. One that can't be chosen lies flat and says why.
import QtQuick
import KioskTypes

PressButton {
    id: card

    required property ChoiceData choice
    property int nameSize: metrics.body
    property int coinSize: metrics.body
    property int noteWidth: 0 // of the longest note
    property real factsRoom: 0 // height of what stands below a name, so that the names of a row are level
    property int pad: metrics.gap
    property int sideWidth: width * 0.3 // of a picture that stands left of the words
    property bool pictured: true
    property bool level: false // picture and words side by side
    property bool squat: false // so, but with the price below both
    property bool split: false // the price right of a long name
    property bool leading: false // a card that is nothing but its name shows that it leads somewhere

    readonly property int inner: height - metrics.depth
    readonly property bool beside: pictured && (level || squat)
    readonly property bool centred: level || !pictured // the words stand in the middle
    readonly property bool alone: !pictured && !leading && choice.price === null && choice.note === "" // nothing but its name
    readonly property bool single: metrics.wide && metrics.larger // no room for a line below the amount: what else there is to know is on the next page
    readonly property bool told: choice.price !== null || choice.note !== ""
    readonly property bool cramped: told && metrics.wide && metrics.larger && inner < 12 * metrics.gap
    readonly property int between: cramped ? metrics.gap * 0.25 : 0 // name and price
    readonly property bool priced: choice.price !== null && enabled
    readonly property int wordsX: beside ? pad + sideWidth + pad : pad
    readonly property int factsX: centred ? wordsX : pad // below a name; right of one they end where the card does
    readonly property int factsMost: width - factsX - pad
    readonly property int wordsWidth: width - wordsX - pad - (leads.visible ? leads.width : 0)
    readonly property color ink: enabled ? bridge.theme.text : bridge.theme.soft

    act: "choose"
    argument: choice.id
    text: choice.name
    enabled: choice.enabled
    Accessible.name: [choice.name, choice.price?.coins ?? "", choice.price?.more ?? "", choice.note].filter(each => each !== "").join(" ")

    contentItem: Item {
        Picture {
            id: picture
            visible: card.pictured && height >= 3 * card.metrics.gap
            bridge: card.bridge
            name: card.choice.picture
            opacity: card.enabled ? 1 : 0.45
            horizontalAlignment: Image.AlignHCenter
            x: card.pad
            y: card.squat ? name.y + (name.height - height) / 2 : card.pad
            width: card.beside ? card.sideWidth : parent.width - 2 * card.pad
            height: card.squat ? facts.y - 1.5 * card.pad
                  : card.level ? parent.height - 2 * card.pad
                  : Math.max(0, name.y - 1.4 * card.pad)
        }
        Words { // the name as small as it may be
            id: oneLine
            visible: false
            text: card.choice.name
            pixelSize: card.metrics.note
            strong: true
            wrapMode: Text.NoWrap
        }
        Words { // what else there is to pay, at its full width whatever it is given
            id: moreLine
            visible: false
            text: more.text
            pixelSize: more.pixelSize
            wrapMode: Text.NoWrap
        }
        FontMetrics {
            id: ruler
            font.family: card.metrics.family
            font.pixelSize: 100
            font.weight: Font.Bold
        }
        FitSize {
            id: fit

            readonly property real spare: card.split ? card.inner - card.pad * 0.6
                : card.centred ? card.inner - facts.height - (card.cramped ? 2 * card.between : card.pad)
                : card.squat ? card.inner - facts.height - 1.3 * card.pad
                : Math.max(2.9 * card.nameSize, 2.6 * card.metrics.note)
            // a name stays in one line, if it can, where a second one would cost the picture its place
            readonly property real least: oneLine.implicitWidth * (card.metrics.wide || !card.pictured ? 1 : (card.nameSize / oneLine.pixelSize + 1) / 2)
            readonly property bool lined: least <= width && !card.squat
                && (card.metrics.wide || (card.pictured && !card.beside))

            texts: [card.choice.name]
            width: name.most
            room: lined ? Math.min(spare, 1.6 * card.nameSize) : spare
            largest: card.nameSize
            smallest: card.metrics.note
        }
        Words {
            id: name

            readonly property int most: card.wordsWidth - (card.split ? facts.width + card.pad : 0)

            // the width at which a name breaks into two lines that are about as long, if that is possible
            function halves(otherwise: real): real {
                const parts = text.split(" ");
                const size = part => ruler.advanceWidth(part) / ruler.font.pixelSize * pixelSize;
                const breaks = parts.slice(1).map((each, index) => Math.max(
                    size(parts.slice(0, index + 1).join(" ")), size(parts.slice(index + 1).join(" "))));
                const best = Math.min(...breaks, otherwise);
                return text.includes("\n") || best * 1.12 > otherwise ? otherwise : Math.ceil(best * 1.12);
            }

            text: card.choice.name
            pixelSize: fit.pixelSize
            strong: true
            color: card.ink
            horizontalAlignment: card.alone ? Text.AlignHCenter : Text.AlignLeft
            x: card.wordsX
            y: card.split ? (parent.height - height) / 2
             : card.centred ? (parent.height - height - facts.height - card.between) / 2
             : card.squat ? card.pad / 2 + (facts.y - card.pad / 2 - height) / 2
             : facts.y - height
            width: card.alone || implicitWidth <= most ? most : Math.min(most, halves(most))
        }
        Picture {
            id: leads
            visible: card.leading && card.enabled && card.choice.price === null
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
            x: card.split ? card.width - card.pad - width : card.factsX
            y: card.split ? (parent.height - height) / 2
             : card.centred ? (parent.height + name.height - height + card.between) / 2
             : card.inner - Math.max(height, card.factsRoom) - card.pad * 0.8
            width: card.split ? (card.priced ? Math.max(amount.implicitWidth, more.visible ? moreLine.implicitWidth : 0) : card.noteWidth) : card.factsMost

            Amount {
                id: amount
                visible: card.priced
                bridge: card.bridge
                coins: card.choice.price?.coins ?? ""
                won: card.single ? card.choice.price?.moreShort ?? "" : card.metrics.larger ? "" : card.choice.price?.won ?? ""
                wonColor: card.single ? card.bridge.theme.text : card.bridge.theme.soft
                pixelSize: card.coinSize
                room: card.split || card.cramped ? Infinity : card.factsMost
            }
            Words {
                id: more
                visible: card.priced && text !== "" && !card.single
                text: card.choice.price?.more ?? ""
                pixelSize: card.metrics.note
                color: card.bridge.theme.text
                horizontalAlignment: card.split ? Text.AlignRight : Text.AlignLeft
                width: parent.width
            }
            Words {
                visible: card.choice.note !== "" && !(card.priced && (card.single || (more.visible && card.metrics.low)))
                text: card.choice.note
                pixelSize: card.metrics.note
                color: card.bridge.theme.soft
                horizontalAlignment: card.split ? Text.AlignRight : Text.AlignLeft
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
