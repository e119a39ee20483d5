package dev.vigil.lcd.journal;

import java.util.List;
import java.util.Optional;

/**
 * A journal just opened and what it held: the newest checkpoint that can be read and every record after it, in order. All of it is durable.
 *
 * @param remarks sentences for the log about what was found and mended, such as a checkpoint that could not be read
 */
public record Opened(Journal journal, Optional<Checkpoint> checkpoint, List<JournalRecord> records, List<String> remarks) {
    public Opened {
        records = List.copyOf(records);
        remarks = List.copyOf(remarks);
    }
}
