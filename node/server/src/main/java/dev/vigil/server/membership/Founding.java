package dev.vigil.server.membership;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.vigil.comm.trust.Admission;
import dev.vigil.comm.trust.ClusterAuthority;
import dev.vigil.comm.trust.Membership;
import dev.vigil.comm.trust.PkiFolder;
import dev.vigil.comm.trust.TrustFault;
import dev.vigil.lcd.journal.DiskFiles;
import dev.vigil.lcd.journal.JournalDamaged;
import dev.vigil.lcd.journal.JournalOptions;
import dev.vigil.lcd.model.ClusterRow;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.ConfigRow;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.RecoveryDirection;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.SystemRow;
import dev.vigil.lcd.model.Timing;
import dev.vigil.lcd.model.TypeRow;
import dev.vigil.lcd.store.LcdStore;
import dev.vigil.lcd.store.StoreOutcome;
import dev.vigil.server.kithost.KitCatalog;
import dev.vigil.server.settings.Home;
import dev.vigil.server.settings.NodeSettings;
import dev.vigil.server.settings.Trouble;

/** Makes a cluster of one node: its authority, this node's certificate, the local administrator's token, the first configuration. */
public final class Founding {
    private Founding() {}

    /** Everything is on disk when this returns; the node was not started. */
    public static void found(Home home, String clusterName, NodeSettings settings, KitCatalog kits) throws Trouble {
        try {
            PkiFolder pki = PkiFolder.open(home.pki());
            refuseMember(pki, home);
            Instant now = Instant.now();
            ClusterAuthority authority = ClusterAuthority.create(clusterName, now);
            Membership membership = Admission.found(authority, settings.node(), pki.makeNodeKey(), clusterName, now);
            List<ConfigRow> rows = new ArrayList<>(List.of(new ClusterRow(clusterName, Timing.DEFAULT),
                    new SystemRow(settings.node(), settings.admin())));
            kits.types().forEach(type -> rows.add(new TypeRow(type, RecoveryDirection.REMOTE)));
            begin(home, Config.of(Revision.ZERO.next(), rows));
            settings.write(home.settingsFile());
            pki.store(membership);
            pki.adminToken();
        } catch (TrustFault e) {
            throw new Trouble(e.sentence(), e.hint(), e);
        } catch (IllegalArgumentException e) {
            throw new Trouble(String.valueOf(e.getMessage()), "Nothing was made that a second vigil cluster init would not replace.", e);
        }
    }

    static void refuseMember(PkiFolder pki, Home home) throws Trouble {
        if (pki.isMember()) {
            throw new Trouble("The node in " + home.folder() + " belongs to a cluster already.",
                    "Give another folder with --home, or remove this one if the node shall begin anew.");
        }
    }

    /** Stores the first configuration of a node; one that was begun before and never finished is replaced. */
    static void begin(Home home, Config config) throws Trouble {
        try (LcdStore store = LcdStore.open(new DiskFiles(), home.lcd(), JournalOptions.Presence.MAY_BE_NEW)) {
            CompletableFuture<StoreOutcome> stored = new CompletableFuture<>();
            store.store(List.of(new Entry.ConfigReplaced(config)), stored::complete);
            if (!(stored.join() instanceof StoreOutcome.Stored)) {
                throw new Trouble("The configuration could not be stored in " + home.lcd() + ": " + stored.join(), "Is the disk full?");
            }
        } catch (IOException | JournalDamaged e) {
            throw new Trouble("The database in " + home.lcd() + " cannot be opened: " + e.getMessage(),
                    "A folder that holds an older node's database is not used for a new one.", e);
        }
    }
}
