// More than a page holds: what continues shows that it does. Left of the leading button, or
// over the whole row with its words where nothing leads on; on a landscape panel in the title's row.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Item {
    id: pager

    required property KioskBridge bridge
    required property int current
    required property int pages
    required property string previous
    required property string next
    property bool worded: false

    readonly property MetricsData metrics: bridge.metrics
    readonly property bool spoken: worded && !metrics.wide
    readonly property int square: spoken ? (width - count.width) / 2 - metrics.gapWide
        : metrics.wide ? height * 1.1 : Math.max(height * 0.5, Math.min(height * 0.74, (width - full.implicitWidth - metrics.gap) / 2))

    // of the type's size: two numbers of two digits each have no more than what the buttons leave
    readonly property real part: spoken ? 1 : (width - 2 * square - metrics.gap) / Math.max(1, full.implicitWidth)

    Words {
        id: full
        visible: false
        text: count.text
        pixelSize: pager.metrics.label
        strong: true
        wrapMode: Text.NoWrap
    }

    component Turn: PressButton {
        id: turn

        required property string sign
        required property bool forward

        bridge: pager.bridge
        height: pager.height
        width: pager.square

        contentItem: Item {
            Row {
                anchors.centerIn: parent
                spacing: turn.metrics.gap
                layoutDirection: turn.forward ? Qt.RightToLeft : Qt.LeftToRight

                Picture {
                    bridge: turn.bridge
                    name: turn.sign
                    tint: turn.enabled ? turn.bridge.theme.text : turn.bridge.theme.faint
                    width: turn.metrics.label
                    height: width
                    anchors.verticalCenter: parent.verticalCenter
                }
                Words {
                    visible: pager.spoken
                    text: turn.text
                    pixelSize: turn.metrics.label
                    strong: true
                    wrapMode: Text.NoWrap
                    color: turn.enabled ? turn.bridge.theme.text : turn.bridge.theme.faint
                }
            }
        }
    }

    Turn {
        act: "page"
        argument: "previous"
        text: pager.previous
        sign: "icon-back"
        forward: false
        enabled: pager.current > 1
    }
    Words {
        id: count
        text: `${pager.current}/${pager.pages}`
        pixelSize: pager.metrics.label * Math.min(1, pager.part)
        strong: true
        wrapMode: Text.NoWrap
        color: pager.bridge.theme.text
        anchors.centerIn: parent
    }
    Turn {
        act: "page"
        argument: "next"
        text: pager.next
        sign: "icon-next"
        forward: true
        enabled: pager.current < pager.pages
        x: pager.width - width
    }
}
