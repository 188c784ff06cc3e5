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
            x: 18 * card.u
            anchors.verticalCenter: parent.verticalCenter
            width: 2 * Math.round(24 * card.u)
            height: width
            radius: width / 2
            color: card.on ? card.theme.lead : card.theme.soft
            clip: true

            Rectangle {
                anchors.horizontalCenter: parent.horizontalCenter
                y: 10 * card.u
                width: 2 * Math.round(9 * card.u)
                height: width
                radius: width / 2
                color: card.theme.page
            }
            Rectangle {
                anchors.horizontalCenter: parent.horizontalCenter
                y: 30 * card.u
                width: 30 * card.u
                height: 13 * card.u
                radius: 7 * card.u
                color: card.theme.page
            }
        }
        Column {
            anchors.verticalCenter: parent.verticalCenter
            x: 82 * card.u
            width: parent.width - x - 12 * card.u

            Words {
                text: card.resident.name
                pixelSize: Math.round(22 * card.u)
                strong: true
                color: card.theme.text
            }
            Words {
                text: card.resident.note
                pixelSize: Math.round(18 * card.u)
                color: card.theme.soft
            }
        }
        CheckMark {
            u: card.u
            visible: card.on
            x: parent.width - 18 * card.u
            y: -10 * card.u
            color: card.theme.lead
            tick: card.theme.page
        }
    }
}
