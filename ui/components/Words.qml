// All text of the kiosk: the font of the language, words kept whole, never markup from data.
import QtQuick
import KioskTypes

Text {
    property int pixelSize: 56
    property bool strong: false

    font.family: Lettering.family
    font.pixelSize: pixelSize
    font.weight: strong ? Font.Bold : Font.Normal
    font.hintingPreference: Font.PreferNoHinting
    lineHeight: Lettering.lineHeight
    textFormat: Text.PlainText
    wrapMode: Text.WordWrap
    verticalAlignment: Text.AlignVCenter
}
