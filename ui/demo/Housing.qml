// The machine as it is: a sheet-metal body, the panel behind its bezel, under it the camera's window
// and at the lower right the slot where tickets come out. Says where they are; draws nothing else.
import QtQuick
import KioskTypes
import "../components"

Item {
    id: housing

    required property ThemeData theme
    required property LabelsData labels
    property bool aimed: false

    readonly property rect panel: Qt.rect(38, 34, 360, 640)
    readonly property point reader: Qt.point(128, 746)
    readonly property rect slot: Qt.rect(262, 716, 116, 8)

    width: 436
    height: 864

    Rectangle { // its shadow on the floor
        x: 30
        y: 842
        width: 376
        height: 20
        radius: 10
        color: "#D5DADF"
    }
    Rectangle { // the foot
        x: 96
        y: 800
        width: 244
        height: 52
        radius: 8
        gradient: Gradient {
            GradientStop { position: 0; color: "#9BA4AD" }
            GradientStop { position: 1; color: "#B9C1C8" }
        }
    }
    Rectangle { // the body
        width: parent.width
        height: 816
        radius: 30
        border.color: "#AEB6BE"
        border.width: 1.5
        gradient: Gradient {
            GradientStop { position: 0; color: "#FDFDFE" }
            GradientStop { position: 0.8; color: "#E7EBEF" }
            GradientStop { position: 1; color: "#D6DCE2" }
        }
    }
    Rectangle { // the bezel
        x: housing.panel.x - 12
        y: housing.panel.y - 12
        width: housing.panel.width + 24
        height: housing.panel.height + 24
        radius: 14
        color: housing.theme.dark
    }
    ReaderWindow {
        x: housing.reader.x - width / 2
        y: housing.reader.y - height / 2
        theme: housing.theme
        words: housing.labels.reader
        aimed: housing.aimed
    }
    Rectangle { // the slot's plate
        x: housing.slot.x - 18
        y: housing.slot.y - 20
        width: housing.slot.width + 36
        height: 92
        radius: 12
        color: "#DDE2E7"
        border.color: "#B4BCC4"
    }
    Rectangle { // the slot itself
        x: housing.slot.x
        y: housing.slot.y
        width: housing.slot.width
        height: housing.slot.height
        radius: 4
        color: "#15191D"
    }
    Words {
        x: housing.slot.x
        y: housing.slot.y + 32
        width: housing.slot.width
        horizontalAlignment: Text.AlignHCenter
        text: housing.labels.slot
        pixelSize: 15
        color: housing.theme.soft
    }
}
