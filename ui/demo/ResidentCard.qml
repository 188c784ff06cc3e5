// A resident to choose: face, name, and what is to be known of them.
import QtQuick
import KioskTypes
import "../components"

PlainButton {
    id: card

    required property ResidentData resident

    objectName: `resident:${resident.id}`
    text: `${resident.name}, ${resident.note}`
    on: resident.chosen
    Accessible.checkable: true
    Accessible.checked: on

    contentItem: Item {
        Rectangle { // a head and shoulders
            id: face
            x: 18
            anchors.verticalCenter: parent.verticalCenter
            width: 48
            height: 48
            radius: 24
            color: card.on ? card.theme.lead : card.theme.soft
            clip: true

            Rectangle {
                anchors.horizontalCenter: parent.horizontalCenter
                y: 10
                width: 18
                height: 18
                radius: 9
                color: card.theme.page
            }
            Rectangle {
                anchors.horizontalCenter: parent.horizontalCenter
                y: 30
                width: 30
                height: 13
                radius: 7
                color: card.theme.page
            }
        }
        Column {
            anchors.verticalCenter: parent.verticalCenter
            x: 82
            width: parent.width - x - 12

            Words {
                text: card.resident.name
                pixelSize: 22
                strong: true
                color: card.theme.text
            }
            Words {
                text: card.resident.note
                pixelSize: 18
                color: card.theme.soft
            }
        }
        CheckMark {
            visible: card.on
            x: parent.width - 18
            y: -10
            color: card.theme.lead
            tick: card.theme.page
        }
    }
}
