package dev.vigil.notify.notice;

import java.time.Instant;

/**
 * One thing that people are told, the same for every way of telling.
 *
 * @param id the same whenever this notice is sent again, different for every other: receivers that got it twice fold it by this
 * @param time when it happened, not when it is told
 */
public record Notice(String id, Instant time, What what, Place place, Words words) {
    /**
     * What it is.
     *
     * @param code a stable word, for programs
     * @param key names the thing an alarm is about: the notices that raise, repeat and resolve one alarm have the same
     */
    public record What(String code, Area area, Severity severity, Phase phase, String key) {}

    /**
     * Where it is.
     *
     * @param node the node that tells, or that it happened on
     * @param unit the hierarchy, empty when it is about none
     * @param tag the resource, empty when it is about none
     */
    public record Place(String cluster, String node, String unit, String tag) {}

    /**
     * For people.
     *
     * @param rule the rule that spoke, empty when none did
     * @param advice what to do; empty when there is nothing to do
     */
    public record Words(String sentence, String rule, String advice) {}

    public String code() {
        return what.code();
    }

    public Severity severity() {
        return what.severity();
    }
}
