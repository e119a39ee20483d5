package dev.vigil.notify.dispatch;

import dev.vigil.lcd.model.ReceiverRow;
import dev.vigil.notify.receiver.ReceiverKind;
import dev.vigil.notify.receiver.Selection;
import dev.vigil.notify.receiver.Settings;

/** A receiver as its row has it, checked; two with equal rows are the same. */
public record Wanted(ReceiverRow row, ReceiverKind kind, Settings settings, Selection selection) {
    public String name() {
        return row.name().value();
    }
}
