package dev.vigil.server.kithost;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.vigil.kit.KitInstance;
import dev.vigil.kit.KitTraits;
import dev.vigil.kit.PropertyProblem;
import dev.vigil.kit.PropertySchema.Reading;
import dev.vigil.kit.RecoveryKit;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.TypeId;
import dev.vigil.recovery.Policies;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The recovery kits that this node has, by type. Unchanging; any thread may ask. */
public final class KitCatalog {
    private static final Logger LOG = LoggerFactory.getLogger(KitCatalog.class);
    /** A provider that fails over and over would otherwise keep the loader busy for ever. */
    private static final int MOST_PROVIDERS = 1_000;

    private final SortedMap<TypeId, RecoveryKit> kits;

    private KitCatalog(SortedMap<TypeId, RecoveryKit> kits) {
        this.kits = Collections.unmodifiableSortedMap(kits);
    }

    /** The kits that the class path offers. One that cannot be loaded is logged and left out; the others still serve. */
    public static KitCatalog load(ClassLoader loader) {
        List<RecoveryKit> found = new ArrayList<>();
        Iterator<RecoveryKit> offered = ServiceLoader.load(RecoveryKit.class, loader).iterator();
        for (int count = 0; count < MOST_PROVIDERS; count++) {
            try {
                if (!offered.hasNext()) {
                    break;
                }
                found.add(offered.next());
            } catch (ServiceConfigurationError | LinkageError broken) {
                LOG.warn("a recovery kit cannot be loaded and is left out: {}", broken.toString());
            }
        }
        return of(found);
    }

    /** These kits. Of two for one type the first stays; one that cannot even name its type is left out. */
    public static KitCatalog of(Collection<? extends RecoveryKit> offered) {
        SortedMap<TypeId, RecoveryKit> kits = new TreeMap<>();
        for (RecoveryKit kit : offered) {
            try {
                kit.propertySchema();
                kit.traits();
                RecoveryKit first = kits.putIfAbsent(kit.type(), kit);
                if (first != null) {
                    LOG.warn("two recovery kits serve the type {}: {} stays, {} is left out", kit.type(),
                            first.getClass().getName(), kit.getClass().getName());
                }
            } catch (RuntimeException | LinkageError broken) {
                LOG.warn("recovery kit {} is broken and is left out: {}", kit.getClass().getName(), broken.toString());
            }
        }
        return new KitCatalog(kits);
    }

    public List<TypeId> types() {
        return List.copyOf(kits.keySet());
    }

    public Optional<RecoveryKit> find(TypeId type) {
        return Optional.ofNullable(kits.get(type));
    }

    /** Whether a row of the configuration is something that its kit can serve. */
    public sealed interface Checked {
        record Right(RecoveryKit kit, KitInstance instance) implements Checked {}

        /** Everything that is wrong with it, one sentence each. */
        record Wrong(List<String> sentences) implements Checked {
            public Wrong {
                sentences = List.copyOf(sentences);
            }
        }
    }

    /** Looks at the row only, not at the machine, so an operator may ask on any node for any other. */
    public Checked check(TypeId type, InstanceRow row) {
        RecoveryKit kit = kits.get(type);
        if (kit == null) {
            return new Checked.Wrong(List.of("there is no recovery kit for the type " + type + " on this node; it has "
                    + String.join(", ", types().stream().map(TypeId::value).toList())));
        }
        return switch (kit.propertySchema().read(ownProperties(row))) {
            case Reading.Wrong(List<PropertyProblem> problems) -> wrong(problems);
            case Reading.Right(var block) -> {
                KitInstance instance = new KitInstance(row.tag(), row.node(), row.id(), row.info(), block);
                List<PropertyProblem> problems = new ArrayList<>(kit.examine(instance));
                if (kit.traits().reach() == KitTraits.Reach.BEYOND && Policies.isKillable(row.properties())) {
                    problems.add(new PropertyProblem(Policies.KILLABLE, "",
                            "must be no: what a " + type + " does is not over when everything of it on its node is ended"));
                }
                yield problems.isEmpty() ? new Checked.Right(kit, instance) : wrong(problems);
            }
        };
    }

    /** The limits of actions are the controller's business, not the kit's (RC-12). */
    private static SortedMap<String, String> ownProperties(InstanceRow row) {
        SortedMap<String, String> own = new TreeMap<>(row.properties());
        own.keySet().removeIf(name -> dev.vigil.recovery.KitLimits.isOne(name) || Policies.isOne(name));
        return own;
    }

    private static Checked wrong(List<PropertyProblem> problems) {
        return new Checked.Wrong(problems.stream().map(PropertyProblem::sentence).toList());
    }
}
