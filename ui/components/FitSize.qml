// The largest of three type sizes at which these paragraphs fit into the room: long words of a
// facility are set a step smaller rather than cut off. Draws nothing.
pragma ComponentBehavior: Bound
import QtQuick

Item {
    id: fit

    required property var texts
    required property real room // height for all of them together
    required property int largest
    required property int smallest

    readonly property string whole: texts.filter(each => each !== "").join("\n")
    readonly property int middle: (largest + smallest) / 2
    readonly property int pixelSize: atLargest.fits ? largest : atMiddle.fits ? middle : smallest

    visible: false

    component Probe: Words {
        readonly property bool fits: implicitHeight <= fit.room && contentWidth <= width // one word may be too wide

        text: fit.whole
        strong: true
        width: fit.width
    }

    Probe { id: atLargest; pixelSize: fit.largest }
    Probe { id: atMiddle; pixelSize: fit.middle }
}
