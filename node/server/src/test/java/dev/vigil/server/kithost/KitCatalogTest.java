package dev.vigil.server.kithost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

import dev.vigil.kit.KitContext;
import dev.vigil.kit.KitInstance;
import dev.vigil.kit.KitTraits;
import dev.vigil.kit.PropertySchema;
import dev.vigil.kit.RecoveryKit;
import dev.vigil.kit.ResourceAgent;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Priority;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.TypeId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KitCatalogTest {
    @Test
    void aBrokenProviderIsSkippedAndTheOthersServe(@TempDir Path folder) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(RecoveryKit.class.getName()),
                String.join("\n", "no.such.Kit", Exploding.class.getName(),
                        Nameless.class.getName(), Fine.class.getName()));
        try (URLClassLoader loader = new URLClassLoader(new URL[]{folder.toUri().toURL()}, new OnlyClasses())) {
            assertEquals(List.of(new TypeId("fine")), KitCatalog.load(loader).types());
        }
    }

    @Test
    void theNodesOwnKitsAreFound() {
        assertEquals(List.of(new TypeId("generic"), new TypeId("ip")), KitCatalog.load(getClass().getClassLoader()).types());
    }

    @Test
    void ofTwoForOneTypeTheFirstStays() {
        Fine first = new Fine();
        assertSame(first, KitCatalog.of(List.of(first, new Fine())).find(new TypeId("fine")).orElseThrow());
    }

    /** RC-109: what goes on elsewhere is not ended by whoever ends the programs of a node. */
    @Test
    void ofWhatReachesBeyondItsNodeItIsSaidThatItCannotBeKilled() {
        KitCatalog catalog = KitCatalog.of(List.of(new Reaching()));
        TreeMap<String, String> properties = new TreeMap<>();
        assertEquals(
                List.of("policy.killable must be no: what a fine does is not over when everything of it on its node is ended"),
                ((KitCatalog.Checked.Wrong) catalog.check(new TypeId("fine"), row(properties))).sentences());
        properties.put("policy.killable", "no");
        assertInstanceOf(KitCatalog.Checked.Right.class, catalog.check(new TypeId("fine"), row(properties)));
    }

    private static InstanceRow row(TreeMap<String, String> properties) {
        return new InstanceRow(new Tag("dns"), new NodeId("alpha"), "dns", "", new Priority(1), InstanceRow.Checks.NONE,
                properties);
    }

    /** A kit whose resources leave something behind. */
    public static final class Reaching extends Fine {
        @Override
        public KitTraits traits() {
            return new KitTraits(KitTraits.Announcing.SILENT, KitTraits.Ending.COOPERATIVE, KitTraits.Reach.BEYOND);
        }
    }

    /** Sees the classes of this test, but not the service files beside them. */
    private static final class OnlyClasses extends ClassLoader {
        OnlyClasses() {
            super(KitCatalogTest.class.getClassLoader());
        }

        @Override
        public java.util.Enumeration<URL> getResources(String name) {
            return java.util.Collections.emptyEnumeration();
        }
    }

    /** A kit that works. */
    public static class Fine implements RecoveryKit {
        @Override
        public TypeId type() {
            return new TypeId("fine");
        }

        @Override
        public PropertySchema propertySchema() {
            return PropertySchema.EMPTY;
        }

        @Override
        public ResourceAgent open(KitInstance instance, KitContext context) {
            throw new IllegalStateException("not opened here");
        }
    }

    /** A kit that cannot be made. */
    public static final class Exploding extends Fine {
        public Exploding() {
            throw new IllegalStateException("boom");
        }
    }

    /** A kit that does not know its type. */
    public static final class Nameless extends Fine {
        @Override
        public TypeId type() {
            throw new IllegalStateException("who am I");
        }
    }
}
