package dev.vigil.recovery.preview;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.comm.heartbeat.PathHealth;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.ClusterRow;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.PathRow;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.SystemRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.Timing;
import dev.vigil.recovery.ClusterView;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.Request;
import dev.vigil.recovery.RequestId;
import dev.vigil.recovery.Soft;

/**
 * What would follow. The node that is asked begins from its own view; the other living nodes from what it knows of them, each at rest
 * and in sight of all that live. Kits are supposed to obey.
 */
public final class Preview {
    private static final String ASKER = "preview";

    private final ClusterView view;
    private final Ticks now;
    private final SortedMap<PathId, PathHealth> paths;
    private final Durations durations;

    /** {@code paths}: the health of the paths that the asked node has; the others count as alive. */
    public Preview(ClusterView view, Ticks now, SortedMap<PathId, PathHealth> paths, Durations durations) {
        this.view = view;
        this.now = now;
        this.paths = new TreeMap<>(paths);
        this.durations = durations;
    }

    /** Throws {@link IllegalArgumentException} for a node, tag or path that does not exist, or is not alive to begin with. */
    public List<Course> of(Supposed what) {
        return switch (what) {
            case Supposed.NodeFails fails -> List.of(nodeFails(fails.node()));
            case Supposed.Switchover move -> List.of(switchover(move));
            case Supposed.ResourceFails fails -> resourceFails(fails.tag());
            case Supposed.PathFails fails -> List.of(pathFails(fails.path()));
        };
    }

    private Course nodeFails(NodeId node) {
        if (view.lcd().config().system(node).isEmpty()) {
            throw new IllegalArgumentException("There is no node " + node);
        }
        if (!living().contains(node)) {
            throw new IllegalArgumentException("Node " + node + " is " + view.soft().peer(node).health() + " already");
        }
        SortedMap<NodeId, ClusterView> views = views();
        views.remove(node);
        PreviewWorld world = world(views, true);
        Duration detection = detection();
        views.keySet().forEach(peer -> world.happens(peer, detection, new Event.PeerChanged(node, PeerHealth.DEAD, detection)));
        world.run();
        List<ResourceRow> concerned = view.lcd().config().resources().stream()
                .filter(row -> isOwner(node, row)).toList();
        return course("Node " + node + " fails", world, concerned, paths);
    }

    private Course switchover(Supposed.Switchover move) {
        ResourceRow resource = resource(move.tag());
        PreviewWorld world = world(views(), true);
        world.happens(view.self(), Duration.ZERO,
                new Event.OperatorAsked(new RequestId(Long.MAX_VALUE), ASKER, new Request.Switchover(move.tag(), move.to())));
        world.run();
        return course("Switchover of " + move.tag() + move.to().map(node -> " to " + node).orElse(""), world, List.of(resource),
                paths);
    }

    private List<Course> resourceFails(Tag tag) {
        ResourceRow resource = resource(tag);
        NodeId owner = living().stream().filter(node -> isOwner(node, resource)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No living node owns " + resource.unit()));
        List<Course> courses = new ArrayList<>();
        for (boolean isRepairing : new boolean[]{true, false}) {
            PreviewWorld world = world(views(), isRepairing);
            world.happens(owner, Duration.ZERO, new Event.KitSignalled(tag, "supposed to have failed"));
            world.run();
            boolean isRepaired = world.steps().stream().anyMatch(step -> step instanceof Course.Step.Acts act
                    && act.action() == Action.RECOVER);
            if (isRepaired || !isRepairing) {
                String title = "Resource " + tag + " fails on " + owner
                        + (isRepairing ? ", and is repaired in place" : isRepaired ? ", and cannot be repaired in place" : "");
                courses.add(course(title, world, List.of(resource), paths));
            }
        }
        return courses;
    }

    private Course pathFails(PathId path) {
        PathRow row = view.lcd().config().paths().stream().filter(one -> one.path().equals(path)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no path " + path));
        SortedMap<PathId, PathHealth> after = new TreeMap<>(paths);
        after.put(path, PathHealth.SILENT);
        SortedMap<NodeId, ClusterView> views = views();
        PreviewWorld world = world(views, true);
        boolean isLast = view.lcd().config().paths().stream().filter(one -> one.touches(row.first()) && one.touches(row.second()))
                .allMatch(one -> after.getOrDefault(one.path(), PathHealth.ALIVE) == PathHealth.SILENT);
        if (isLast) {
            world.cut(row.first(), row.second());
        }
        for (NodeId end : List.of(row.first(), row.second())) {
            NodeId peer = row.peerOf(end);
            world.happens(end, detection(), new Event.PathChanged(path, peer, PathHealth.SILENT, detection()));
            if (isLast) {
                world.happens(end, detection(), new Event.PeerChanged(peer, PeerHealth.DEAD, detection()));
            }
        }
        world.run();
        return course("Path " + path + " fails" + (isLast ? ", the last between " + row.first() + " and " + row.second() : ""),
                world, isLast ? view.lcd().config().resources() : List.of(), after);
    }

    private Course course(String title, PreviewWorld world, List<ResourceRow> concerned, SortedMap<PathId, PathHealth> after) {
        List<Course.Step.Acts> acts = world.steps().stream().filter(Course.Step.Acts.class::isInstance)
                .map(Course.Step.Acts.class::cast).toList();
        // Of those that end at the same time the one that began last: without a history an action seems to take no time.
        Optional<Course.Step.Acts> last = acts.stream().reduce((one, next) -> next.end().compareTo(one.end()) < 0 ? one : next);
        List<Course.Step.Acts> critical = new ArrayList<>();
        for (Optional<Course.Step.Acts> act = last; act.isPresent(); act = act.get().because()) {
            critical.addFirst(act.get());
        }
        PreviewRisks risks = new PreviewRisks(world, concerned, after);
        return new Course(title, world.steps(), last.map(Course.Step.Acts::end).orElse(Duration.ZERO), critical, risks.risks(),
                risks.blocked());
    }

    private PreviewWorld world(SortedMap<NodeId, ClusterView> views, boolean isRepairing) {
        return new PreviewWorld(views, now, durations, isRepairing);
    }

    private SortedMap<NodeId, ClusterView> views() {
        SortedMap<NodeId, ClusterView> views = new TreeMap<>();
        SortedMap<NodeId, Incarnation> lives = new TreeMap<>();
        view.lcd().statuses().forEach((node, status) -> lives.put(node, status.incarnation()));
        for (NodeId node : living()) {
            SortedMap<NodeId, PeerHealth> healths = new TreeMap<>();
            view.lcd().config().systems().stream().map(SystemRow::node).filter(peer -> !peer.equals(node)).forEach(
                    peer -> healths.put(peer, living().contains(peer) ? PeerHealth.ALIVE : view.soft().peer(peer).health()));
            views.put(node, new ClusterView(node, view.lcd().status(node).incarnation(), view.lcd(),
                    Soft.settled(healths, lives, Soft.leasesOf(view.lcd(), node))));
        }
        views.put(view.self(), view);
        return views;
    }

    private SortedSet<NodeId> living() {
        SortedSet<NodeId> living = new TreeSet<>();
        view.lcd().config().systems().stream().map(SystemRow::node)
                .filter(node -> node.equals(view.self()) || view.soft().peer(node).health() == PeerHealth.ALIVE)
                .forEach(living::add);
        return living;
    }

    private boolean isOwner(NodeId node, ResourceRow resource) {
        return view.lcd().status(node).ownership(resource.unit()).filter(OwnershipRow::isHeld).isPresent();
    }

    private ResourceRow resource(Tag tag) {
        return view.lcd().config().resource(tag)
                .orElseThrow(() -> new IllegalArgumentException("There is no resource " + tag));
    }

    private Duration detection() {
        return view.lcd().config().cluster().map(ClusterRow::timing).orElse(Timing.DEFAULT).detection();
    }
}
