// All text of the kiosk: the shipped font, words kept whole, never markup from data.
import QtQuick

Text {
    property int pixelSize: 56
    property bool strong: false

    font.family: "Pretendard GOV"
    font.pixelSize: pixelSize
    font.weight: strong ? Font.Bold : Font.Normal
    font.hintingPreference: Font.PreferNoHinting
    lineHeight: 0.97 // 1.34 of the ink
    textFormat: Text.PlainText
    wrapMode: Text.WordWrap
    verticalAlignment: Text.AlignVCenter
}
