// The faint outline of a phone, or lying of a card, with a code on it: what belongs between the corners of a camera picture.
pragma ComponentBehavior: Bound
import QtQuick

Item {
    id: ghost

    required property color ink
    required property int line
    property bool lying: false

    readonly property real side: Math.min(height * 0.5, width) // of the phone
    readonly property real code: lying ? width * 0.42 : side * 0.66

    opacity: 0.6

    component Outline: Rectangle {
        color: "transparent"
        border.color: ghost.ink
        border.width: ghost.line
    }
    component Finder: Outline { // one of a code's three marks
        width: ghost.code * 0.34
        height: width

        Rectangle {
            anchors.centerIn: parent
            width: parent.width * 0.4
            height: width
            color: ghost.ink
        }
    }

    Outline {
        id: phone
        anchors.centerIn: parent
        width: ghost.lying ? ghost.width : ghost.side
        height: ghost.lying ? ghost.width * 0.63 : ghost.height
        radius: ghost.side * 0.14

        Rectangle { // where one listens: this end is up
            visible: !ghost.lying
            width: parent.width * 0.3
            height: ghost.line
            color: ghost.ink
            x: (parent.width - width) / 2
            y: parent.height * 0.08
        }
        Item {
            anchors.centerIn: parent
            width: ghost.code
            height: width

            Finder {}
            Finder { anchors.right: parent.right }
            Finder { anchors.bottom: parent.bottom }
            Repeater {
                model: [[0.5, 0.05], [0.5, 0.3], [0.45, 0.5], [0.05, 0.5], [0.65, 0.55], [0.85, 0.5], [0.5, 0.75], [0.7, 0.75], [0.6, 0.9], [0.88, 0.9]]
                delegate: Rectangle {
                    required property var modelData

                    x: ghost.code * modelData[0]
                    y: ghost.code * modelData[1]
                    width: ghost.code * 0.11
                    height: width
                    color: ghost.ink
                }
            }
        }
    }
}
