package dev.vigil.server.loop;

import java.util.List;
import java.util.function.Consumer;

import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.store.StoreOutcome;

/** What the loop needs of the database: exactly one answer for each store, from any thread, in order. */
public interface EntryStore {
    void store(List<Entry> entries, Consumer<StoreOutcome> answer);

    /** What is durable now. */
    LcdState state();
}
