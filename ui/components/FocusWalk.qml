// The keys of a tactile keypad: arrows walk over what can be pressed now, other keys press the button
// they stand for. OK is a matter of the button that has the focus. Where an arrow leads is said by
// ui.focus, what a key means by ui.keys.
import QtQuick
import KioskTypes

QtObject {
    id: walk

    required property KioskBridge bridge
    required property Item controls // what is walked over
    required property Item focused // what has the focus in the window
    property bool byKeys: false // keys moved the focus last, no finger came after
    property var heldButton: null // a type of ours would not hold in a second window of its own engine

    onFocusedChanged: {
        if (focused instanceof PressButton && focused.visualFocus)
            byKeys = true;
        Qt.callLater(goOn);
    }

    // Content is read first: where keys or ears are used, a new page begins at its first choice.
    function begin(): void {
        leave();
        if (!byKeys && !bridge.setting.voice)
            return;
        const found = reachable();
        found[step(found, null, "right")]?.forceActiveFocus(Qt.ShortcutFocusReason);
    }
    function leave(): void {
        for (const each of buttons(controls))
            each.focus = false;
    }
    // A button that has just been laid flat hands the focus on.
    function goOn(): void {
        if (byKeys && controls.enabled && !(focused instanceof PressButton))
            begin();
    }
    // What lies flat takes no press, but the voice can say why.
    function finger(at: point): void {
        bridge.touch();
        byKeys = false;
        if (!bridge.setting.voice)
            leave();
        const flat = buttons(controls).find(each => !each.enabled && each.contains(each.mapFromItem(controls, at)));
        if (controls.enabled && flat !== undefined)
            bridge.point(flat.act, flat.argument);
    }
    function press(event: KeyEvent): void {
        const meaning = bridge.keyDown(event.key, event.text);
        if (meaning === "" || meaning === "typed")
            return;
        event.accepted = true;
        if (event.isAutoRepeat)
            return;
        const way = ["up", "down", "left", "right"].includes(meaning);
        if (!way)
            hold(reachable().find(each => each.objectName === meaning) ?? null);
        bridge.touch(); // after it, as it may turn the page, which lets go
        if (way)
            go(meaning);
    }
    function release(event: KeyEvent): void {
        if (event.isAutoRepeat || bridge.meaning(event.key) !== heldButton?.objectName)
            return;
        event.accepted = true;
        heldButton.letGo();
        heldButton = null;
    }
    function hold(button: var): void {
        heldButton = button;
        button?.hold();
    }
    function go(way: string): void {
        const found = reachable();
        found[step(found, focused, way)]?.forceActiveFocus(Qt.TabFocusReason);
    }
    function step(found: var, from: Item, way: string): int {
        const spots = found.map(each => {
            const place = each.mapToItem(controls, 0, 0, each.width, each.height);
            return [each.act, place.x, place.y, place.width, place.height];
        });
        return bridge.following(spots, found.indexOf(from), way);
    }
    function reachable(): var {
        return buttons(controls).filter(each => each.enabled);
    }
    function buttons(item: Item): var {
        if (!item.visible || item.opacity === 0)
            return [];
        if (item instanceof PressButton)
            return [item];
        let found = [];
        for (const each of item.children)
            found = found.concat(buttons(each));
        return found;
    }
}
