// Nobody has been here for a while: an announcement of the district.
import QtQuick
import KioskTypes
import "../components"

Page {
    id: page

    required property NewsScreenData screen

    frame: screen.frame

    Scene {
        bridge: page.bridge
        picture: page.screen.picture
        caption: page.screen.text
        x: page.contentX
        y: page.contentY
        width: page.contentWidth
        height: page.contentHeight
    }
}
