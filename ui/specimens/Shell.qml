// Shows one page or screen as a whole, in the middle of the gallery's window.
import QtQuick

Item {
    id: shell

    required property url source
    required property var given // the properties of what is shown

    Component.onCompleted: shown.setSource(source, given)

    Loader {
        id: shown
        anchors.centerIn: parent
        scale: width > 0 && height > 0 ? Math.min(shell.width / width, shell.height / height) : 1
    }
}
