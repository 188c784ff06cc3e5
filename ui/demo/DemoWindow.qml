// The demo's one window: the kiosk in its housing, a phone to hold to it, and plain switches that
// break things. Everything is placed on a stage of 1440 x 900, scaled to the window. F11 shows the
// kiosk alone, filling the screen.
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

    readonly property real stageScale: Math.min(width / stage.width, height / stage.height)
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
        scale: window.stageScale
        transformOrigin: Item.TopLeft
        x: (window.width - width * scale) / 2
        y: (window.height - height * scale) / 2
    }
    Terminal.Kiosk {
        id: kiosk
        objectName: "kiosk"
        // Drawn at half its pixels and then made smaller: thin edges would get lost in one step.
        layer.enabled: scale < 0.75
        layer.smooth: true
        layer.textureSize: Qt.size(width / 2, height / 2)
        bridge: window.bridge
        motion: window.motion
        transformOrigin: Item.TopLeft
        scale: window.alone ? window.aloneScale : stage.panel.width / width * stage.scale
        x: window.alone ? (window.width - width * scale) / 2 : stage.x + stage.panel.x * stage.scale
        y: window.alone ? (window.height - height * scale) / 2 : stage.y + stage.panel.y * stage.scale
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
        scale: stage.scale
        transformOrigin: Item.TopLeft
    }
    Leaving {
        visible: window.alone
        words: window.demo.screen.labels.leaveFullScreen
        theme: window.demo.theme
    }
}
