// A choice that is a key rather than a card: a word, and before it an icon in the word's colour or a small
// picture in its own. Words break before they shrink.
import QtQuick
import KioskTypes

PressButton {
    id: key

    required property ChoiceData choice
    required property int wordSize
    property string sign: ""
    property string picture: ""
    property bool leading: false // at the left, as in a list; else in the middle

    readonly property int pictureHeight: picture !== "" ? Math.min(height - metrics.depth - metrics.gap, width * (metrics.larger ? 0.17 : 0.22)) : wordSize * 1.1
    readonly property int pictureWidth: picture !== "" ? pictureHeight * 1.5 : sign !== "" ? pictureHeight : 0
    readonly property int pad: metrics.gap * (leading ? 1 : 0.6)
    readonly property int between: metrics.gap * (metrics.larger ? 0.6 : 1)
    readonly property int room: width - 2 * pad - (pictureWidth > 0 ? pictureWidth + between : 0)
    readonly property color ink: enabled ? bridge.theme.text : bridge.theme.faint

    act: "choose"
    argument: choice.id
    text: choice.name
    enabled: choice.enabled
    Accessible.name: [choice.name, choice.note].filter(each => each !== "").join(" ")

    contentItem: Item {
        Row {
            x: key.leading ? key.pad : (parent.width - width) / 2
            anchors.verticalCenter: parent.verticalCenter
            spacing: key.between

            Picture {
                visible: key.pictureWidth > 0
                bridge: key.bridge
                name: key.picture !== "" ? key.picture : key.sign
                tint: key.picture !== "" ? "transparent" : key.ink
                width: key.pictureWidth
                height: key.pictureHeight
                anchors.verticalCenter: parent.verticalCenter
            }
            Words {
                text: key.text
                pixelSize: key.wordSize
                strong: true
                color: key.ink
                horizontalAlignment: key.leading || key.pictureWidth > 0 ? Text.AlignLeft : Text.AlignHCenter
                width: Math.min(implicitWidth, key.room)
                anchors.verticalCenter: parent.verticalCenter
            }
        }
    }
}
