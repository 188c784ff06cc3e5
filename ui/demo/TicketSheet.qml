// The ticket in the hand: large enough to read every line. Touching anywhere puts it down.
import QtQuick
import KioskTypes
import "../components"

Rectangle {
    id: sheet
    objectName: "ticket-sheet"

    required property TicketData ticket
    required property ThemeData theme

    function open(): void {
        visible = true;
        close.forceActiveFocus();
    }

    visible: false
    color: "#B31E2124"

    MouseArea { // nothing behind can be touched meanwhile
        anchors.fill: parent
        onClicked: sheet.visible = false
    }
    Rectangle {
        anchors.fill: picture
        anchors.margins: -14
        color: "#FFFFFF"
        radius: 4
    }
    Image {
        id: picture
        anchors.horizontalCenter: parent.horizontalCenter
        y: 40
        height: Math.min(implicitHeight, parent.height - 150)
        width: implicitHeight > 0 ? height * implicitWidth / implicitHeight : 0
        source: sheet.visible ? sheet.ticket.picture : ""
        smooth: true
        cache: false
    }
    PlainButton {
        id: close
        anchors.horizontalCenter: parent.horizontalCenter
        y: parent.height - 84
        width: 200
        height: 64
        theme: sheet.theme
        text: sheet.ticket.close
        onClicked: sheet.visible = false
        Keys.onEscapePressed: sheet.visible = false

        contentItem: Words {
            horizontalAlignment: Text.AlignHCenter
            text: close.text
            pixelSize: 22
            strong: true
            color: sheet.theme.text
        }
    }
}
