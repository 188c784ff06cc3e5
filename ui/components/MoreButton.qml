// One thing more that can be done by one touch, beside what leads on: what, and in a quieter word to whom.
// Where both are too wide for one row they stand in two, and where there is no room for two the quieter word
// is left to the voice.
import QtQuick
import KioskTypes

PressButton {
    id: button

    required property ChoiceData choice

    readonly property int most: metrics.larger ? metrics.note : metrics.body
    readonly property real room: width - 2 * metrics.gap
    readonly property real wanted: (sample.advanceWidth(choice.name) + sample.advanceWidth(choice.note)) / 100 + (choice.note === "" ? 0 : 0.6)
    readonly property bool level: wanted * metrics.note <= room // side by side
    readonly property bool folded: choice.note !== "" && !level && !(metrics.wide && metrics.larger)
    readonly property real longer: Math.max(sample.advanceWidth(choice.name), folded ? sample.advanceWidth(choice.note) : 0) / 100
    readonly property int typeSize: Math.min(most, room / (level ? wanted : longer))

    readonly property int rows: folded ? 2 : 1

    implicitHeight: Math.max(metrics.gap * 4, rows * typeSize * 1.42 + metrics.gap * 0.6 + metrics.depth)
    act: "choose"
    argument: choice.id
    text: choice.name
    Accessible.name: [choice.name, choice.note].filter(each => each !== "").join(" ")

    FontMetrics {
        id: sample
        font.family: button.metrics.family
        font.pixelSize: 100
        font.weight: Font.Bold
    }

    contentItem: Item {
        Grid {
            anchors.centerIn: parent
            columns: button.folded ? 1 : 2
            columnSpacing: button.typeSize * 0.6
            horizontalItemAlignment: Grid.AlignHCenter
            verticalItemAlignment: Grid.AlignVCenter

            Words {
                text: button.choice.name
                pixelSize: button.typeSize
                strong: true
                wrapMode: Text.NoWrap
                color: button.bridge.theme.text
            }
            Words {
                visible: text !== "" && (button.level || button.folded)
                text: button.choice.note
                pixelSize: button.typeSize
                wrapMode: Text.NoWrap
                color: button.bridge.theme.soft
            }
        }
    }
}
