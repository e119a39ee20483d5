package dev.vigil.recovery.invariant;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;

/** The true state of the whole cluster at one moment. */
public record Census(Ticks at, SortedMap<NodeId, Host> hosts, Links links) {

    /**
     * How the network has been lately. {@code apart}: pairs between which no path carried anything in either direction for some time, so
     * that quorum mode "off" promises nothing about them. {@code deaf}: pairs of which one direction was cut on every path.
     * {@code mute}: directions in which every path loses all that is sent just now.
     */
    public record Links(SortedSet<Pair> apart, SortedSet<Pair> deaf, SortedSet<Way> mute) {
        public static final Links WHOLE = new Links(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    }

    /** All paths from one node to another. */
    public record Way(NodeId from, NodeId to) implements Comparable<Way> {
        @Override
        public int compareTo(Way other) {
            int byFrom = from.compareTo(other.from);
            return byFrom != 0 ? byFrom : to.compareTo(other.to);
        }
    }

    /** Whether the addresses that a host holds answer. */
    public enum Gate {
        OPEN, SHUT
    }

    /**
     * One machine; {@code disk} is what a restart would find. A host that is not up runs nothing and hears nothing; one that is still
     * stands still, with all that runs on it.
     */
    public record Host(boolean isUp, boolean isStill, LcdState disk, Gate gate, SortedMap<Tag, Activity> resources) {
        public Activity activity(Tag tag) {
            return resources.getOrDefault(tag, Activity.IDLE);
        }
    }

    /** Two nodes, in the order of their names. */
    public record Pair(NodeId first, NodeId second) implements Comparable<Pair> {
        public static Pair of(NodeId one, NodeId other) {
            return one.compareTo(other) < 0 ? new Pair(one, other) : new Pair(other, one);
        }

        @Override
        public int compareTo(Pair other) {
            int byFirst = first.compareTo(other.first);
            return byFirst != 0 ? byFirst : second.compareTo(other.second);
        }
    }

    public Host host(NodeId node) {
        Host host = hosts.get(node);
        if (host == null) {
            throw new IllegalArgumentException("the census knows no node " + node);
        }
        return host;
    }
}
