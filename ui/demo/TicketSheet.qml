// The ticket in the hand: large enough to read every line. Touching anywhere puts it down.
import QtQuick
import KioskTypes
import "../components"

Rectangle {
    id: sheet
    objectName: "ticket-sheet"

    required property real u // pixels of a unit of the stage
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
        anchors.margins: -14 * sheet.u
        color: "#FFFFFF"
        radius: 4 * sheet.u
    }
    Image {
        id: picture
        anchors.horizontalCenter: parent.horizontalCenter
        y: 40 * sheet.u
        height: Math.min(implicitHeight, parent.height - 150 * sheet.u)
        width: implicitHeight > 0 ? height * implicitWidth / implicitHeight : 0
        source: sheet.visible ? sheet.ticket.picture : ""
        smooth: true
        cache: false
    }
    PlainButton {
        id: close
        u: sheet.u
        anchors.horizontalCenter: parent.horizontalCenter
        y: parent.height - 84 * sheet.u
        width: 200 * sheet.u
        height: 64 * sheet.u
        theme: sheet.theme
        text: sheet.ticket.close
        onSent: sheet.visible = false
        Keys.onEscapePressed: sheet.visible = false

        contentItem: Words {
            horizontalAlignment: Text.AlignHCenter
            text: close.text
            pixelSize: Math.round(22 * sheet.u)
            strong: true
            color: sheet.theme.text
        }
    }
}
