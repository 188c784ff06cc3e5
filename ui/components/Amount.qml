// An amount of coins, read and not decoded: the coin, "15코인", and won beside it where it fits, else
// below. The coin's colour and shape are used for nothing else: an amount of won has no coin before it, and
// what is no amount of the currency ("11번", the rest by a bank card) not its colour either.
import QtQuick
import KioskTypes

Item {
    id: amount

    required property KioskBridge bridge
    required property string coins
    property string won: ""
    property int pixelSize: bridge.metrics.body
    property int wonSize: bridge.metrics.note
    property color wonColor: bridge.theme.soft
    property bool strong: true
    property bool counted: true // in the currency of this place
    property real room: Infinity

    readonly property bool coined: counted && (bridge.frame?.coined ?? true)
    readonly property int before: coined ? coin.width + gap : 0
    readonly property bool below: won !== "" && coinsRow.width + gap + wonWords.implicitWidth > room
    readonly property int gap: pixelSize * 0.2
    readonly property real narrowest: Math.max(coinsRow.width, won === "" ? 0 : wonWords.implicitWidth) // won below

    implicitWidth: won === "" ? coinsRow.width
                 : below ? Math.max(coinsRow.width, wonWords.implicitWidth)
                 : coinsRow.width + gap + wonWords.implicitWidth
    implicitHeight: coinsRow.height + (below ? wonWords.implicitHeight : 0)

    Item { // no Row: it would lay itself out later than the pictures around it are drawn
        id: coinsRow
        width: amount.before + coinsWords.implicitWidth
        height: coinsWords.implicitHeight

        Picture {
            id: coin
            visible: amount.coined
            bridge: amount.bridge
            name: "coin"
            width: Math.round(amount.pixelSize * 0.8)
            height: width
            y: (parent.height - height) / 2
        }
        Words {
            id: coinsWords
            text: amount.coins
            pixelSize: amount.pixelSize
            strong: amount.strong
            wrapMode: Text.NoWrap
            color: amount.counted ? amount.bridge.theme.coin : amount.bridge.theme.text
            x: amount.before
        }
    }
    Words {
        id: wonWords
        visible: amount.won !== ""
        text: amount.won
        pixelSize: amount.wonSize
        wrapMode: Text.NoWrap
        color: amount.wonColor
        x: amount.below ? 0 : coinsRow.width + amount.gap
        y: amount.below ? coinsRow.height
                        : coinsWords.baselineOffset - baselineOffset
    }
}
