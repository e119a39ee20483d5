package dev.vigil.lcd.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PowerLossFilesTest extends FilePortContract {
    private final PowerLossFiles files = new PowerLossFiles(1);

    @Override
    PowerLossFiles files() {
        return files;
    }

    @Override
    Path root() {
        return Path.of("disk");
    }

    @Test
    void whatWasForcedSurvives() throws IOException {
        for (int seed = 0; seed < 50; seed++) {
            PowerLossFiles disk = new PowerLossFiles(seed);
            write(disk, true);
            disk.cutAndRestart();
            assertArrayEquals(filled(4096, 1), all(disk));
        }
    }

    @Test
    void ofWhatWasNotForcedAnySectorsSurvive() throws IOException {
        TreeSet<Integer> survivors = new TreeSet<>();
        for (int seed = 0; seed < 200; seed++) {
            PowerLossFiles disk = new PowerLossFiles(seed);
            write(disk, true);
            try (PortFile file = disk.open(Path.of("disk/a"))) {
                file.write(0, ByteBuffer.wrap(filled(4096, 2)));
            }
            disk.cutAndRestart();
            int survived = 0;
            byte[] bytes = all(disk);
            for (int sector = 0; sector < 8; sector++) {
                survived += bytes[sector * 512] == 2 ? 1 : 0;
                assertEquals(bytes[sector * 512], bytes[sector * 512 + 511]);
            }
            survivors.add(survived);
        }
        assertTrue(survivors.containsAll(List.of(0, 3, 4, 5, 8)), "survivors " + survivors);
    }

    @Test
    void aNameThatWasNotForcedMayBeLost() throws IOException {
        int lost = 0;
        for (int seed = 0; seed < 100; seed++) {
            PowerLossFiles disk = new PowerLossFiles(seed);
            write(disk, false);
            disk.cutAndRestart();
            lost += disk.list(Path.of("disk")).isEmpty() ? 1 : 0;
        }
        assertTrue(lost > 20 && lost < 80, "lost " + lost);
    }

    @Test
    void theSecondForceAfterAFailedOneLies() throws IOException {
        int lies = 0;
        for (int seed = 0; seed < 20; seed++) {
            PowerLossFiles disk = new PowerLossFiles(seed);
            write(disk, true);
            try (PortFile file = disk.open(Path.of("disk/a"))) {
                file.write(0, ByteBuffer.wrap(filled(4096, 2)));
                disk.failNextForce();
                assertThrows(IOException.class, file::forceData);
                file.forceData();
            }
            assertArrayEquals(filled(4096, 2), all(disk));
            disk.cutAndRestart();
            lies += Arrays.equals(filled(4096, 2), all(disk)) ? 0 : 1;
        }
        assertTrue(lies > 15, "lies " + lies);
    }

    @Test
    void afterTheCutNothingWorksUntilTheRestart() throws IOException {
        write(files, true);
        PortFile file = files.open(Path.of("disk/a"));
        files.cutAfter(0);
        assertThrows(PowerCut.class, () -> file.write(0, ByteBuffer.allocate(1)));
        assertThrows(PowerCut.class, () -> files.list(Path.of("disk")));
        files.cutAndRestart();
        assertThrows(PowerCut.class, file::forceData);
        assertEquals(1, files.list(Path.of("disk")).size());
    }

    private static void write(PowerLossFiles disk, boolean forcesFolder) throws IOException {
        try (PortFile file = disk.create(Path.of("disk/a"))) {
            file.write(0, ByteBuffer.wrap(filled(4096, 1)));
            file.forceAll();
        }
        if (forcesFolder) {
            disk.forceFolder(Path.of("disk"));
        }
    }

    private static byte[] filled(int count, int value) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static byte[] all(PowerLossFiles disk) throws IOException {
        try (PortFile file = disk.open(Path.of("disk/a"))) {
            ByteBuffer bytes = ByteBuffer.allocate((int) file.length());
            file.read(0, bytes);
            return bytes.array();
        }
    }
}
