package dev.vigil.kit.contract;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

import dev.vigil.kit.KitContext;
import dev.vigil.kit.RecoveryKit;

/** One kit with something real that it can protect. Each test opens one and closes it. */
public interface KitBench extends AutoCloseable {
    RecoveryKit kit();

    KitContext context();

    /** The identity of the resource that the tests bring in and out of service. */
    String id();

    /** Right properties for it. */
    SortedMap<String, String> properties();

    /** Properties with which a restore takes longer than 300 ms, unless it is terminated. */
    SortedMap<String, String> slowProperties();

    /** Wrong properties, each with the name of the property that a refusal has to mention. */
    List<Map.Entry<String, SortedMap<String, String>>> wrongProperties();

    /** Whether the resource runs, found out without the kit. */
    boolean isInService() throws Exception;

    /** Makes the resource in service fail behind the kit's back. */
    void breakResource() throws Exception;

    @Override
    void close() throws IOException;
}
