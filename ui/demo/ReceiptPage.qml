// What the phone tells of a code that the kiosk showed: for what, how much, and what became of it.
import QtQuick
import KioskTypes
import "../components"

Item {
    id: page

    required property real u // pixels of a unit of the stage
    required property PhoneData phone
    required property ThemeData theme
    readonly property ReceiptData receipt: phone.receipt

    Words {
        y: 42 * page.u
        anchors.horizontalCenter: parent.horizontalCenter
        text: page.phone.owner
        pixelSize: Math.round(22 * page.u)
        strong: true
        color: page.theme.text
    }
    Words {
        y: 72 * page.u
        anchors.horizontalCenter: parent.horizontalCenter
        text: page.receipt.heading
        pixelSize: Math.round(17 * page.u)
        color: page.theme.soft
    }
    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        y: 110 * page.u
        width: 211 * page.u
        height: 211 * page.u
        radius: 8 * page.u
        color: "#FFFFFF"
        border.color: page.receipt.good ? page.theme.lead : page.theme.line
        border.width: 2 * page.u
    }
    Column {
        anchors.horizontalCenter: parent.horizontalCenter
        y: 128 * page.u
        width: 190 * page.u
        spacing: 14 * page.u

        Words {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: page.receipt.thing
            pixelSize: Math.round(20 * page.u)
            color: "#20262B"
        }
        Words {
            width: parent.width
            visible: text !== ""
            horizontalAlignment: Text.AlignHCenter
            text: page.receipt.amount
            pixelSize: Math.round(34 * page.u)
            strong: true
            color: "#20262B"
        }
        Words {
            objectName: "receipt-words"
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: page.receipt.words
            pixelSize: Math.round(19 * page.u)
            strong: true
            color: "#20262B"
        }
    }
}
