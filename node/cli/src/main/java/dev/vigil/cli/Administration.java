package dev.vigil.cli;

import java.util.Map;

/** The administration of one node. Both calls block until the answer is there and throw {@link Failure} when it is a refusal. */
interface Administration {
    /** A query. {@code path} begins with a slash; the parameters of no value are left out. */
    JsonObject get(String path, Map<String, ?> parameters);

    /** A change, carried out when this returns. It is sent once: a lost answer is a failure that says so, never a second try. */
    JsonObject post(String path, Map<String, ?> message);
}
