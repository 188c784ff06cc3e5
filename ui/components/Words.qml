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
    topPadding: -Math.round(pixelSize * Lettering.spareAbove) // Qt gives the last line all its height
    bottomPadding: -Math.round(pixelSize * Lettering.spareBelow)
    textFormat: Text.PlainText
    wrapMode: Text.WordWrap
    verticalAlignment: Text.AlignVCenter
}
