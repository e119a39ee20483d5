package dev.vigil.lcd.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** The content of one file on {@link PowerLossFiles}: what reads show, and what is on the platter. */
final class SimulatedFile {
    static final int SECTOR = 512;
    private byte[] shown = new byte[0];
    private byte[] durable = new byte[0];
    /** Of each sector not forced since it was written, everything that was written to it. */
    private final TreeMap<Integer, List<byte[]>> unforced = new TreeMap<>();

    int length() {
        return shown.length;
    }

    void read(int position, ByteBuffer into) {
        into.put(shown, position, into.remaining());
    }

    void write(int position, byte[] bytes) {
        if (position + bytes.length > shown.length) {
            shown = Arrays.copyOf(shown, position + bytes.length);
        }
        System.arraycopy(bytes, 0, shown, position, bytes.length);
        for (int sector = position / SECTOR; sector * SECTOR < position + bytes.length; sector++) {
            unforced.computeIfAbsent(sector, unused -> new ArrayList<>())
                    .add(sectorShown(sector));
        }
    }

    void truncate(int length) {
        shown = Arrays.copyOf(shown, length);
        unforced.tailMap(length / SECTOR).forEach((sector, versions) -> versions.add(sectorShown(sector)));
    }

    private byte[] sectorShown(int sector) {
        byte[] bytes = new byte[SECTOR];
        int count = Math.min(SECTOR, shown.length - sector * SECTOR);
        if (count > 0) {
            System.arraycopy(shown, sector * SECTOR, bytes, 0, count);
        }
        return bytes;
    }

    void setDurableLength(int length) {
        durable = Arrays.copyOf(durable, length);
    }

    void force() {
        unforced.forEach((sector, versions) -> putDurable(sector, versions.getLast()));
        unforced.clear();
    }

    /** What a failed force leaves: some sectors reached the platter, and the system takes all of them for written. */
    void failForce(Random random) {
        survive(random, 0.5);
        unforced.clear();
    }

    /** Each unforced sector is on the platter with this chance, mostly as written last. */
    void survive(Random random, double chance) {
        unforced.forEach((sector, versions) -> {
            if (random.nextDouble() < chance) {
                int version = random.nextInt(4) == 0 ? random.nextInt(versions.size()) : versions.size() - 1;
                putDurable(sector, versions.get(version));
            }
        });
    }

    private void putDurable(int sector, byte[] bytes) {
        int count = Math.min(SECTOR, durable.length - sector * SECTOR);
        if (count > 0) {
            System.arraycopy(bytes, 0, durable, sector * SECTOR, count);
        }
    }

    void restart() {
        shown = durable.clone();
        unforced.clear();
    }

    /** What only a failing medium does: this bit is another now, on the platter too. */
    void flipBit(int position, int bit) {
        shown[position] ^= (byte) (1 << bit);
        durable[position] ^= (byte) (1 << bit);
    }
}
