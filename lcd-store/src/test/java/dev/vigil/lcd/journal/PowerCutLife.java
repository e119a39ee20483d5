package dev.vigil.lcd.journal;

import dev.vigil.lcd.journal.JournalOptions.Presence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;

/**
 * One journal on one disk under one seed: appends, checkpoints, rolled segments, power cuts in the middle of anything, also of opening,
 * killed processes, failed forces, full disks; after each, opened again and compared with what was acknowledged.
 */
final class PowerCutLife {
    private static final Path FOLDER = Path.of("disk", "journal");
    final PowerLossFiles files;
    private final long seed;
    private final Random random;
    private final JournalOptions options;
    /** Every payload that is acknowledged or was found by opening: it must stay. */
    private final List<byte[]> kept = new ArrayList<>();
    /** What was being stored when the power went: it may be there, from its beginning. */
    private List<byte[]> inFlight = List.of();
    private long newestCheckpoint = -1;
    int cuts;
    int opens;
    int tornTails;
    int failedOpens;
    int checkpoints;

    PowerCutLife(long seed) {
        this.seed = seed;
        random = new Random(~seed * 0x9E3779B97F4A7C15L);
        files = new PowerLossFiles(seed);
        int block = random.nextBoolean() ? 512 : 4096;
        int step = block * (1 + random.nextInt(4));
        options = new JournalOptions(Presence.MAY_BE_NEW, block * (4 + random.nextInt(8)), step, block, 64 * 1024, 256 * 1024);
    }

    /** Throws an AssertionError when anything acknowledged is lost, garbled or not to be opened. */
    void run() {
        int rounds = 2 + random.nextInt(6);
        for (int round = 0; round < rounds; round++) {
            if (random.nextInt(5) > 0) {
                files.cutAfter(random.nextInt(120));
            }
            JournalLog log = open();
            if (log != null) {
                work(log);
            }
            endProcess(log);
        }
        files.cutAndRestart();
        JournalLog last = open();
        check(last != null, "the last opening met a power cut");
    }

    /** Null when the power went meanwhile, or the disk failed once. */
    private JournalLog open() {
        try {
            Recovery.Found found = Recovery.run(files, FOLDER, options);
            opens++;
            tornTails += (int) found.remarks().stream().filter(remark -> remark.contains("torn")).count();
            compare(found);
            return new JournalLog(files, FOLDER, options, found);
        } catch (PowerCut cut) {
            return null;
        } catch (IOException | JournalDamaged trouble) {
            if (String.valueOf(trouble.getMessage()).startsWith("simulated")) {
                failedOpens++;
                return null;
            }
            throw new AssertionError(story("does not open"), trouble);
        }
    }

    private void compare(Recovery.Found found) {
        long last = found.nextIndex() - 1;
        check(last >= kept.size(), "lost: acknowledged " + kept.size() + ", found " + last);
        check(last <= kept.size() + inFlight.size(),
                "phantom: appended " + kept.size() + "+" + inFlight.size() + ", found " + last);
        kept.addAll(inFlight.subList(0, (int) last - kept.size()));
        inFlight = List.of();
        long covered = found.checkpoint().map(Checkpoint::index).orElse(0L);
        check(found.checkpoint().map(Checkpoint::index).orElse(-1L) >= newestCheckpoint,
                "checkpoint " + newestCheckpoint + " is lost");
        found.checkpoint().ifPresent(checkpoint -> check(Arrays.equals(checkpoint.snapshot(), snapshot(checkpoint.index())),
                "checkpoint " + checkpoint.index() + " is garbled"));
        check(found.records().size() == last - covered,
                "records " + found.records().size() + " after " + covered + " up to " + last);
        for (int i = 0; i < found.records().size(); i++) {
            JournalRecord stored = found.records().get(i);
            check(stored.index() == covered + 1 + i, "index " + stored.index() + " in place of " + (covered + 1 + i));
            check(Arrays.equals(stored.payload(), kept.get((int) stored.index() - 1)),
                    "record " + stored.index() + " is garbled");
        }
    }

    private void work(JournalLog log) {
        int steps = random.nextInt(60);
        for (int i = 0; i < steps && log.failure().isEmpty(); i++) {
            disturb();
            if (random.nextInt(8) == 0) {
                checkpoint(log);
            } else {
                append(log);
            }
        }
    }

    private void disturb() {
        switch (random.nextInt(150)) {
            case 0 -> files.failNextForce();
            case 1 -> files.failNextWrite();
            case 2, 3 -> files.setCapacity(files.usedBytes() + random.nextInt(2048));
            case 4 -> files.letOverwritingNeedRoom();
            default -> {
                if (random.nextInt(5) == 0) {
                    files.setCapacity(Long.MAX_VALUE);
                }
            }
        }
    }

    private void append(JournalLog log) {
        List<byte[]> group = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            group.add(payload());
        }
        switch (log.append(group)) {
            case AppendOutcome.Stored stored -> {
                check(stored.index() == kept.size() + 1, "stored as " + stored.index() + " in place of " + (kept.size() + 1));
                kept.addAll(group);
            }
            case AppendOutcome.Unknown unknown -> inFlight = group;
            case AppendOutcome.NoRoom noRoom -> check(log.failure().isEmpty(), "no room and failed");
            case AppendOutcome.Refused refused -> check(log.failure().isPresent(), "refused without having failed");
        }
    }

    private void checkpoint(JournalLog log) {
        long index = kept.isEmpty() ? 0 : random.nextInt(kept.size() + 1);
        CheckpointOutcome outcome = log.checkpoint(new Checkpoint(index, snapshot(index)));
        if (outcome instanceof CheckpointOutcome.Kept) {
            newestCheckpoint = index;
            checkpoints++;
        }
    }

    /** The process ends with or without a power cut; only a whole process closes its files. */
    private void endProcess(JournalLog log) {
        files.setCapacity(Long.MAX_VALUE);
        if (files.isOff() || random.nextBoolean()) {
            cuts++;
            files.cutAndRestart();
        } else if (log != null) {
            files.cutAfter(Integer.MAX_VALUE);
        }
    }

    private byte[] payload() {
        byte[] bytes = new byte[random.nextInt(12) == 0 ? random.nextInt(6000) : random.nextInt(500)];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] snapshot(long index) {
        CRC32C crc = new CRC32C();
        kept.subList(0, (int) index).forEach(crc::update);
        return ByteBuffer.allocate(2000).putLong(index).putLong(crc.getValue()).array();
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(story(otherwise));
        }
    }

    private String story(String what) {
        return "seed " + seed + ", opening " + opens + ", cut " + cuts + ": " + what + " (" + options + ")";
    }
}
