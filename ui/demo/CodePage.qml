// What is on the phone's screen: the wallet with the changing code, or an old picture of one.
import QtQuick
import KioskTypes
import "../components"

Item {
    id: page

    required property PhoneData phone
    required property ThemeData theme
    readonly property color ink: phone.stale ? "#FFFFFF" : theme.text

    Words {
        y: 42
        anchors.horizontalCenter: parent.horizontalCenter
        text: page.phone.owner
        pixelSize: 22
        strong: true
        color: page.ink
    }
    Words {
        y: 72
        anchors.horizontalCenter: parent.horizontalCenter
        text: page.phone.heading
        pixelSize: 17
        color: page.phone.stale ? page.ink : page.theme.soft
    }
    Rectangle { // the code keeps its white border whatever is around it
        anchors.horizontalCenter: parent.horizontalCenter
        y: 110
        width: 211
        height: 211
        radius: page.phone.stale ? 0 : 8
        color: "#FFFFFF"
        border.color: page.phone.stale ? "#FFFFFF" : page.theme.line

        Image {
            anchors.centerIn: parent
            width: 207
            height: 207
            source: page.phone.code
            smooth: false
            cache: false
            asynchronous: false
        }
    }
    Words {
        y: 334
        anchors.horizontalCenter: parent.horizontalCenter
        width: parent.width - 24
        horizontalAlignment: Text.AlignHCenter
        text: page.phone.note
        pixelSize: 16
        strong: page.phone.stale
        color: page.phone.stale ? "#FFE100" : page.theme.soft
    }
}
