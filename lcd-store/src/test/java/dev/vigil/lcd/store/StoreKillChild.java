package dev.vigil.lcd.store;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Status;

/** Changes flags for ever through the whole store and says which changes are acknowledged, until it is killed. */
final class StoreKillChild {
    static final NodeId NODE = new NodeId("alpha");
    private static final int LONGEST_BURST = 6;

    private StoreKillChild() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII);
        Random random = new Random(Long.parseLong(args[1]));
        LcdStore store = StoreKills.open(Path.of(args[0]));
        if (!store.state().statuses().containsKey(NODE)) {
            stored(store(store, List.of(FlagWrites.begin(NODE))));
        }
        Status status = store.state().status(NODE);
        out.println("open " + status.revision());
        while (true) {
            List<CompletableFuture<StoreOutcome>> answers = new ArrayList<>();
            long first = status.revision().value() + 1;
            for (int i = random.nextInt(LONGEST_BURST); i >= 0; i--) {
                Entry.StatusChanged change = FlagWrites.next(NODE, status);
                status = status.next(change.changes());
                long revision = status.revision().value();
                answers.add(store(store, revision % FlagWrites.WRITES_PER_EVENT == 0
                        ? List.of(change, FlagWrites.event(NODE, revision))
                        : List.of(change)));
            }
            for (int i = 0; i < answers.size(); i++) {
                stored(answers.get(i));
                out.println("stored " + (first + i));
            }
        }
    }

    private static CompletableFuture<StoreOutcome> store(LcdStore store, List<Entry> entries) {
        CompletableFuture<StoreOutcome> answer = new CompletableFuture<>();
        store.store(entries, answer::complete);
        return answer;
    }

    private static void stored(CompletableFuture<StoreOutcome> answer) {
        if (!(answer.join() instanceof StoreOutcome.Stored)) {
            throw new IllegalStateException("not stored: " + answer.join());
        }
    }
}
