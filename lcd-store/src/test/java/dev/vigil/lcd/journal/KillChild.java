package dev.vigil.lcd.journal;

import dev.vigil.lcd.journal.JournalOptions.Presence;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Appends for ever and says which records are acknowledged and which checkpoints are kept, until it is killed. */
final class KillChild {
    static final JournalOptions OPTIONS = new JournalOptions(Presence.MAY_BE_NEW, 64 * 1024, 16 * 1024, 512, 64 * 1024,
            256 * 1024);

    private KillChild() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII);
        Random random = new Random(Long.parseLong(args[1]));
        Journal journal = Journal.open(new DiskFiles(), Path.of(args[0]), OPTIONS).journal();
        long next = journal.lastIndex() + 1;
        out.println("open " + journal.lastIndex());
        while (true) {
            List<CompletableFuture<AppendOutcome>> answers = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                answers.add(journal.append(payload(next++)));
            }
            for (CompletableFuture<AppendOutcome> answer : answers) {
                out.println("stored " + ((AppendOutcome.Stored) answer.join()).index());
            }
            if (random.nextInt(20) == 0) {
                long index = journal.lastIndex();
                journal.checkpoint(index, payload(-index));
            }
        }
    }

    /** What stands at this index, the same in every process. */
    static byte[] payload(long index) {
        byte[] bytes = new byte[8 + (int) (Math.abs(index) * 37 % 700)];
        new Random(index).nextBytes(bytes);
        ByteBuffer.wrap(bytes).putLong(index);
        return bytes;
    }
}
