// The machine as it is: a sheet-metal body, the panel behind its bezel, under it the camera's window
// and at the lower right the slot where tickets come out. Says where they are; draws nothing else.
import QtQuick
import KioskTypes
import "../components"

Item {
    id: housing

    required property real u // pixels of a unit of the stage
    required property ThemeData theme
    required property LabelsData labels
    property bool aimed: false

    readonly property rect panel: Qt.rect(38 * u, 34 * u, 360 * u, 640 * u)
    readonly property point reader: Qt.point(128 * u, 746 * u)
    readonly property rect slot: Qt.rect(262 * u, 716 * u, 116 * u, 8 * u)

    width: 436 * housing.u
    height: 864 * housing.u

    Rectangle { // its shadow on the floor
        x: 30 * housing.u
        y: 842 * housing.u
        width: 376 * housing.u
        height: 20 * housing.u
        radius: 10 * housing.u
        color: "#D5DADF"
    }
    Rectangle { // the foot
        x: 96 * housing.u
        y: 800 * housing.u
        width: 244 * housing.u
        height: 52 * housing.u
        radius: 8 * housing.u
        gradient: Gradient {
            GradientStop { position: 0; color: "#9BA4AD" }
            GradientStop { position: 1; color: "#B9C1C8" }
        }
    }
    Rectangle { // the body
        width: parent.width
        height: 816 * housing.u
        radius: 30 * housing.u
        border.color: "#AEB6BE"
        border.width: 1.5 * housing.u
        gradient: Gradient {
            GradientStop { position: 0; color: "#FDFDFE" }
            GradientStop { position: 0.8; color: "#E7EBEF" }
            GradientStop { position: 1; color: "#D6DCE2" }
        }
    }
    Rectangle { // the bezel
        x: housing.panel.x - 12 * housing.u
        y: housing.panel.y - 12 * housing.u
        width: housing.panel.width + 24 * housing.u
        height: housing.panel.height + 24 * housing.u
        radius: 14 * housing.u
        color: housing.theme.dark
    }
    ReaderWindow {
        u: housing.u
        x: housing.reader.x - width / 2
        y: housing.reader.y - height / 2
        theme: housing.theme
        words: housing.labels.reader
        aimed: housing.aimed
    }
    Rectangle { // the slot's plate
        x: housing.slot.x - 18 * housing.u
        y: housing.slot.y - 20 * housing.u
        width: housing.slot.width + 36 * housing.u
        height: 92 * housing.u
        radius: 12 * housing.u
        color: "#DDE2E7"
        border.color: "#B4BCC4"
    }
    Rectangle { // the slot itself
        x: housing.slot.x
        y: housing.slot.y
        width: housing.slot.width
        height: housing.slot.height
        radius: 4 * housing.u
        color: "#15191D"
    }
    Words {
        x: housing.slot.x
        y: housing.slot.y + 32 * housing.u
        width: housing.slot.width
        horizontalAlignment: Text.AlignHCenter
        text: housing.labels.slot
        pixelSize: Math.round(15 * housing.u)
        color: housing.theme.soft
    }
}
