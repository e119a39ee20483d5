package dev.vigil.server.voting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.quorum.Holder;
import dev.vigil.recovery.quorum.Tenure;
import dev.vigil.recovery.quorum.storage.Beat;
import dev.vigil.recovery.quorum.storage.Deed;
import dev.vigil.recovery.quorum.storage.Entry;
import dev.vigil.recovery.quorum.storage.Shelf;

class StorageFolderTest {
    private static final Holder ALPHA = new Holder(new NodeId("alpha.Site-1"), new Incarnation(3, 0xabc));
    private static final Holder BRAVO = new Holder(new NodeId("bravo"), new Incarnation(1, 1));
    private static final UnitId WEB = new UnitId("Web/front-end");

    @TempDir
    private Path root = Path.of("");
    private Path folder = Path.of("");

    @BeforeEach
    void prepare() throws IOException {
        folder = root.resolve("votes");
        StorageFolder.prepare(folder);
    }

    private StorageFolder node() {
        return new StorageFolder(folder);
    }

    private Shelf look() {
        return assertInstanceOf(Deed.Report.Seen.class, node().perform(new Deed.Look())).shelf();
    }

    private static Entry entry(long epoch, Holder holder) {
        return new Entry(WEB, new Epoch(epoch), holder, Tenure.UNTIL_FENCED, false);
    }

    @Test
    void theFirstMakesAnEntryAndEverybodySeesIt() {
        assertEquals(new Deed.Report.Created(true), node().perform(new Deed.Create(entry(4, ALPHA))));
        assertEquals(new Deed.Report.Created(false), node().perform(new Deed.Create(entry(4, BRAVO))));
        assertEquals(new Deed.Report.Created(true), node().perform(new Deed.Create(entry(4, ALPHA))), "its own, said twice");
        assertEquals(entry(4, ALPHA), look().entries().getFirst());
    }

    @Test
    void aMarkOfItsHolderAloneReleasesAnEntry() {
        node().perform(new Deed.Create(entry(4, ALPHA)));
        assertEquals(new Deed.Report.Done(), node().perform(new Deed.Release(WEB, new Epoch(4), BRAVO.node())));
        assertEquals(false, look().entries().getFirst().isReleased());
        assertEquals(new Deed.Report.Done(), node().perform(new Deed.Release(WEB, new Epoch(4), ALPHA.node())));
        assertEquals(new Deed.Report.Done(), node().perform(new Deed.Release(WEB, new Epoch(4), ALPHA.node())));
        assertTrue(look().entries().getFirst().isReleased());
    }

    @Test
    void aNodeHasABeatInEachOfItsFilesUntilItRests() {
        Beat first = new Beat(ALPHA, 9, 100, true);
        Beat second = new Beat(ALPHA, 10, 101, true);
        Beat rest = new Beat(ALPHA, 10, 102, false);
        node().perform(new Deed.Write(first));
        node().perform(new Deed.Write(second));
        node().perform(new Deed.Write(new Beat(BRAVO, 1, 1, true)));
        assertEquals(Set.of(first, second, new Beat(BRAVO, 1, 1, true)), Set.copyOf(look().beats()));
        assertEquals(new Deed.Report.Done(), node().perform(new Deed.Rest(rest, List.of(first))));
        assertEquals(Set.of(rest, new Beat(BRAVO, 1, 1, true)), Set.copyOf(look().beats()));
    }

    @Test
    void anEntryThatIsNotWholeTakesItsEpochAndHoldsNothing() throws IOException {
        Files.writeString(folder.resolve("entry-web-7"), "entry epoch=7 hol");
        assertEquals(new TreeMap<>(Map.of(new UnitId("web"), new Epoch(7))), look().begun());
        assertEquals(0, look().entries().size());
        assertEquals(new Deed.Report.Created(false),
                node().perform(new Deed.Create(new Entry(new UnitId("web"), new Epoch(7), BRAVO, Tenure.UNTIL_FENCED, false))));
    }

    @Test
    void aBeatThatIsNotWholeCountsAsOneThatRelies() throws IOException {
        Path file = folder.resolve("beat-bravo-2-1%3a1");
        node().perform(new Deed.Write(new Beat(BRAVO, 2, 3, false)));
        assertTrue(Files.exists(file));
        Files.writeString(file, "beat counter=4 hold");
        Beat torn = look().beats().getFirst();
        assertTrue(torn.relies());
        assertEquals(torn, look().beats().getFirst(), "unchanged while it is");
        Files.writeString(file, "beat counter=5 hold");
        assertTrue(!torn.equals(look().beats().getFirst()), "another with every change");
    }

    @Test
    void aFolderThatIsNotThePreparedOneDoesNotVote() throws IOException {
        assertThrows(FileAlreadyExistsException.class, () -> StorageFolder.prepare(folder));
        StorageFolder elsewhere = new StorageFolder(root.resolve("empty"));
        Files.createDirectories(root.resolve("empty"));
        assertTrue(failure(elsewhere.perform(new Deed.Look())).contains("is not the folder that was prepared"));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        assertTrue(failure(node().perform(new Deed.Create(entry(4, ALPHA)))).contains("is out of reach"));
    }

    @Test
    void foreignFilesAreNamed() throws IOException {
        Files.writeString(folder.resolve("entry-web"), "");
        assertTrue(failure(node().perform(new Deed.Look())).contains("\"entry-web\" is no file of a folder that votes"));
    }

    private static String failure(Deed.Report report) {
        return assertInstanceOf(Deed.Report.Failed.class, report).reason();
    }
}
