// The aids, one tap from every screen: in the header, or at the top of the reach in low mode. While the
// voice is on a last button says the screen once more.
pragma ComponentBehavior: Bound
import QtQuick
import KioskTypes

Item {
    id: row

    required property KioskBridge bridge
    required property FrameData frame

    readonly property MetricsData metrics: bridge.metrics
    readonly property bool larger: metrics.larger
    readonly property int count: frame.aids.length
    readonly property bool replays: frame.replay !== ""
    readonly property var aidWords: frame.aids.map(each => larger ? each.short : each.words)
    readonly property string replayWords: larger ? frame.replayShort : frame.replay

    Shares {
        id: shares
        width: row.width
        words: row.replays ? [...row.aidWords, row.replayWords] : row.aidWords
        pixelSize: row.metrics.label
        iconRoom: row.metrics.wide ? row.metrics.label * 1.1 + row.metrics.gap * 0.5 : 0
        gap: row.metrics.gap
    }

    component Cell: AidButton {
        required property int place

        bridge: row.bridge
        pixelSize: shares.fitted
        iconed: shares.iconed || !row.metrics.wide
        x: shares.lefts[place] ?? 0
        width: (shares.rights[place] ?? 0) - x
        height: row.height
    }

    Repeater {
        model: row.frame.aids
        delegate: Cell {
            required property int index
            required property AidData modelData

            place: index
            act: "aid"
            argument: modelData.id
            sign: `icon-${modelData.id}`
            text: row.larger ? modelData.short : modelData.words
            wholeWords: modelData.words
            on: modelData.on
            Accessible.checkable: true
            Accessible.checked: modelData.on
        }
    }
    Loader {
        active: row.replays
        anchors.fill: parent
        sourceComponent: Item {
            Cell {
                place: row.count
                act: "replay"
                sign: "icon-replay"
                text: row.replayWords
                wholeWords: row.frame.replay
            }
        }
    }
}
