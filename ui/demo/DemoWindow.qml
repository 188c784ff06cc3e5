// The demo's one window: the kiosk in its housing, a phone to hold to it, and plain switches that
// break things. Everything is placed on a stage of 1440 x 900 units that fits the window. F11 shows
// the kiosk alone, filling the screen.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Window
import KioskTypes
import ".." as Terminal

Window {
    id: window

    required property KioskBridge bridge
    required property DemoBridge demo
    property bool alone: false // the kiosk fills the screen
    property bool motion: true // tests and pictures draw at once

    readonly property real u: Math.min(width / 1440, height / 900) // pixels of a unit of the stage
    readonly property real aloneScale: Math.min(width / kiosk.width, height / kiosk.height)

    objectName: "demo-window"
    width: 1440
    height: 900
    minimumWidth: 960
    minimumHeight: 600
    title: demo.screen.labels.title
    color: alone ? demo.theme.dark : demo.theme.quiet

    onXChanged: placed.restart()
    onYChanged: placed.restart()
    onWidthChanged: placed.restart()
    onHeightChanged: placed.restart()
    onAloneChanged: {
        visibility = alone ? Window.FullScreen : Window.Windowed;
        placed.restart();
    }

    Timer { // tells the place once it has come to rest
        id: placed
        interval: 300
        onTriggered: window.demo.place(window.x, window.y, window.width, window.height, window.alone)
    }
    Shortcut {
        sequence: "F11"
        onActivated: window.alone = !window.alone
    }
    Shortcut {
        sequence: "Esc"
        enabled: window.alone
        onActivated: window.alone = false
    }
    Stage {
        id: stage
        visible: !window.alone
        demo: window.demo
        motion: window.motion
        onFullScreenWanted: window.alone = true
        u: window.u
        x: Math.round((window.width - width) / 2)
        y: Math.round((window.height - height) / 2)
    }
    Terminal.Kiosk {
        id: kiosk
        objectName: "kiosk"
        // Drawn at its pixels or half of them, then made smaller: in one step thin edges get lost.
        layer.enabled: scale < 1
        layer.smooth: true
        layer.textureSize: scale > 0.5 ? Qt.size(width, height) : Qt.size(width / 2, height / 2)
        bridge: window.bridge
        motion: window.motion
        transformOrigin: Item.TopLeft
        scale: window.alone ? window.aloneScale : stage.panel.width / width
        x: window.alone ? (window.width - width * scale) / 2 : stage.x + stage.panel.x
        y: window.alone ? (window.height - height * scale) / 2 : stage.y + stage.panel.y
    }
    Foreground { // what is in front of the kiosk: the phone that is dragged, the ticket in the hand
        visible: !window.alone
        demo: window.demo
        stage: stage
        motion: window.motion
        x: stage.x
        y: stage.y
        width: stage.width
        height: stage.height
        u: window.u
    }
    Leaving {
        u: window.u
        visible: window.alone
        words: window.demo.screen.labels.leaveFullScreen
        theme: window.demo.theme
    }
}
