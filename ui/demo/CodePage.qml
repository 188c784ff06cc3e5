// What is on the phone's screen: the wallet with the changing code, or an old picture of one.
import QtQuick
import KioskTypes
import "../components"

Item {
    id: page

    required property real u // pixels of a unit of the stage
    required property PhoneData phone
    required property ThemeData theme
    readonly property color ink: phone.stale ? "#FFFFFF" : theme.text

    Words {
        y: 42 * page.u
        anchors.horizontalCenter: parent.horizontalCenter
        text: page.phone.owner
        pixelSize: Math.round(22 * page.u)
        strong: true
        color: page.ink
    }
    Words {
        y: 72 * page.u
        anchors.horizontalCenter: parent.horizontalCenter
        text: page.phone.heading
        pixelSize: Math.round(17 * page.u)
        color: page.phone.stale ? page.ink : page.theme.soft
    }
    Rectangle { // the code keeps its white border whatever is around it
        anchors.horizontalCenter: parent.horizontalCenter
        y: 110 * page.u
        width: 211 * page.u
        height: 211 * page.u
        radius: page.phone.stale ? 0 : 8 * page.u
        color: "#FFFFFF"
        border.color: page.phone.stale ? "#FFFFFF" : page.theme.line

        Image {
            anchors.centerIn: parent
            width: 207 * page.u
            height: 207 * page.u
            source: page.phone.code
            sourceSize: Qt.size(Math.round(width), Math.round(height))
            cache: false
            asynchronous: false
        }
    }
    Words {
        y: 334 * page.u
        anchors.horizontalCenter: parent.horizontalCenter
        width: parent.width - 24 * page.u
        horizontalAlignment: Text.AlignHCenter
        text: page.phone.note
        pixelSize: Math.round(16 * page.u)
        strong: page.phone.stale
        color: page.phone.stale ? "#FFE100" : page.theme.soft
    }
}
