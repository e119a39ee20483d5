package dev.vigil.kit.contract;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

import dev.vigil.kit.KitContext;
import dev.vigil.kit.RecoveryKit;

/** Stands where no bench has been opened yet; whoever uses it has made a mistake. */
final class NoBench implements KitBench {
    private static IllegalStateException mistake() {
        return new IllegalStateException("the bench has not been opened");
    }

    @Override
    public RecoveryKit kit() {
        throw mistake();
    }

    @Override
    public KitContext context() {
        throw mistake();
    }

    @Override
    public String id() {
        throw mistake();
    }

    @Override
    public SortedMap<String, String> properties() {
        throw mistake();
    }

    @Override
    public SortedMap<String, String> slowProperties() {
        throw mistake();
    }

    @Override
    public List<Map.Entry<String, SortedMap<String, String>>> wrongProperties() {
        throw mistake();
    }

    @Override
    public boolean isInService() {
        throw mistake();
    }

    @Override
    public void breakResource() {
        throw mistake();
    }

    @Override
    public void close() {
        // nothing was opened
    }
}
