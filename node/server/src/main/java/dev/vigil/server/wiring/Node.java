package dev.vigil.server.wiring;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.admin.AdminServer;
import dev.vigil.admin.AuditLog;
import dev.vigil.comm.ClusterId;
import dev.vigil.comm.CommManager;
import dev.vigil.comm.CommSettings;
import dev.vigil.comm.OutgoingMessage;
import dev.vigil.comm.OwnVersion;
import dev.vigil.comm.TrafficFilter;
import dev.vigil.comm.Urgency;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.comm.heartbeat.Summary;
import dev.vigil.comm.trust.Certificates;
import dev.vigil.comm.trust.ClusterSecrets;
import dev.vigil.comm.trust.LiveIdentity;
import dev.vigil.comm.trust.NettyTls;
import dev.vigil.comm.trust.PkiFolder;
import dev.vigil.comm.trust.TlsContexts;
import dev.vigil.comm.trust.Tokens;
import dev.vigil.comm.trust.TrustFault;
import dev.vigil.kits.generic.EventFolder;
import dev.vigil.lcd.journal.DiskFiles;
import dev.vigil.lcd.journal.JournalDamaged;
import dev.vigil.lcd.journal.JournalOptions;
import dev.vigil.lcd.model.ClusterRow;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.HistoryEntry;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.Timing;
import dev.vigil.lcd.store.LcdStore;
import dev.vigil.lcd.store.NewerDatabase;
import dev.vigil.notify.notice.Batch;
import dev.vigil.notify.receiver.Self;
import dev.vigil.platform.AddressGate;
import dev.vigil.platform.Clock;
import dev.vigil.platform.LeaseTerms;
import dev.vigil.platform.LeasedAddresses;
import dev.vigil.platform.Platform;
import dev.vigil.platform.guard.Guard;
import dev.vigil.recovery.ClusterView;
import dev.vigil.recovery.Departures;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.Reply;
import dev.vigil.recovery.Request;
import dev.vigil.recovery.quorum.Holder;
import dev.vigil.recovery.RestartWord;
import dev.vigil.server.decisions.DecisionJournal;
import dev.vigil.server.fencing.FenceAgents;
import dev.vigil.server.guarding.GuardFeed;
import dev.vigil.server.guarding.Plan;
import dev.vigil.server.guarding.LastWords;
import dev.vigil.server.guarding.RestartNote;
import dev.vigil.server.kithost.Holders;
import dev.vigil.server.kithost.KeptOutput;
import dev.vigil.server.kithost.KitHost;
import dev.vigil.server.kithost.KitLimits;
import dev.vigil.server.loop.ControllerLoop;
import dev.vigil.server.membership.Admitting;
import dev.vigil.server.metrics.MeteredHands;
import dev.vigil.server.metrics.Metrics;
import dev.vigil.server.metrics.Sources;
import dev.vigil.server.notify.Notification;
import dev.vigil.server.notify.Sight;
import dev.vigil.server.rehearsal.Rehearsal;
import dev.vigil.server.safety.SafetyQuestions;
import dev.vigil.server.settings.Home;
import dev.vigil.server.settings.Incarnations;
import dev.vigil.server.settings.LcdOwner;
import dev.vigil.server.settings.NodeSettings;
import dev.vigil.server.settings.Trouble;
import dev.vigil.server.voting.QuorumLoop;
import dev.vigil.server.voting.VoteFile;
import dev.vigil.server.voting.VotesPort;

/** A running node: everything made in order, heartbeats first, the administration last; and taken down in the reverse order. */
public final class Node implements AutoCloseable {
    private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(90);
    /** So long whoever asked for the end has to be answered, on a machine that stands still for a moment too. */
    private static final long ANSWER_MILLIS = 750;
    private static final long LOOK_MILLIS = 250;
    private static final Duration IDENTITY_LOOK = Duration.ofMinutes(1);
    private static final int TURNS_PER_DETECTION = 10;
    private static final int TIMES_SECONDS = 60;
    /** So long a node that leaves the cluster can still be told that it has left. */
    private static final int LINGER_SECONDS = 5;
    /** After a peer is heard again: what it has to do then comes first. */
    private static final int PULL_SECONDS = 2;
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    private final Home home;
    private final NodeId self;
    private final LcdStore store;
    private final CommManager comm;
    private final LeasedAddresses addresses;
    private final GuardFeed guard;
    private final RestartNote note;
    private final LastWords lastWords;
    private final Leaving leaving;
    private final Clock clock;
    private final KitHost kits;
    private final ControllerLoop loop;
    private final QuorumLoop quorum;
    private final FenceAgents fences;
    private final SafetyQuestions safety;
    private final ControllerWatch watch;
    private final Questions questions;
    private final OutputExchange outputs;
    private final DecisionJournal journal;
    private final TimesFile times;
    private final Insight insight;
    private final Notification notification;
    private final Rehearsal rehearsal;
    private final LivenessWatch liveness = new LivenessWatch();
    private final SummaryOf summaries;
    private final Metrics metrics = new Metrics();
    private final ScheduledExecutorService chores = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("vigil-chores").daemon().factory());
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile Optional<AdminServer> administration = Optional.empty();
    private volatile Timing timing;
    private Config configured = Config.EMPTY;
    private boolean isGone;
    private Summary told = Summary.NOTHING;

    private Node(Home home, Ground ground, CommSettings settings) throws IOException {
        this.home = home;
        this.self = settings.self();
        this.summaries = new SummaryOf(self);
        this.journal = new DecisionJournal(home.decisions(), ground.platform().clock());
        this.store = ground.store();
        Inlet events = new Inlet();
        this.outputs = new OutputExchange(self, this::outputsOf, this::tell);
        this.notification = new Notification(new Self(new Batch.Origin(clusterOf(store.state()), self.value()),
                settings.incarnation().counter()), () -> sightOf(ground), ground.proofs().secrets(), this::tell,
                home.folder().resolve("run/notices"));
        Platform platform = ground.platform();
        this.quorum = new QuorumLoop(self, settings.incarnation(), platform.clock(), ground.votes(),
                new QuorumLoop.Surroundings(this::post, events, this::ended, this::controllerTurned,
                        platform.scheduling()::favour));
        this.comm = CommManager.start(settings, new CommBridge(events, liveness::told, this::heard,
                platform.scheduling(), settings.version(), quorum));
        this.timing = timingOf(store.state());
        AddressGate gate = new AddressGate(platform.gate(self.value()), platform.clock());
        this.addresses = LeasedAddresses.start(platform.addresses(), gate, platform.clock(),
                LeaseTerms.usual(comm.heldForDeadAfter()),
                new LeaseWatch(events, ground.kits().addressWatch(), platform.scheduling()));
        addresses.tolerate(comm::heldForDeadAfter);
        Holders holders = new Holders(settings.cluster().value(), self);
        this.kits = new KitHost(ground.kits().catalog(),
                ground.kits().facilities(platform, addresses).with(Holders.class, holders)
                        .with(EventFolder.class, new EventFolder(home.events())),
                KitLimits.of(ground.work().actions(), ground.work().checks()), () -> timing, events);
        this.times = new TimesFile(home.decisions().resolve("times"), kits.times());
        this.questions = new Questions(this::offer);
        this.fences = new FenceAgents(platform.processes(), ground.proofs().secrets(), () -> store.state().config(), events);
        this.safety = new SafetyQuestions(self, new SafetyQuestions.Ground(() -> store.state().config(), ground.kits().catalog(),
                platform.duplicateProbe(), () -> timing.shortest()), events);
        HistoryWriter history = new HistoryWriter(self, settings.incarnation(), platform.clock(), store, this::happened);
        this.watch = new ControllerWatch(platform, addresses, comm::heldForDeadAfter, events);
        this.loop = new ControllerLoop(ClusterView.before(self), platform.clock(), store,
                new MeteredHands(new ControllerHands(comm, kits, addresses, new ControllerHands.People(questions, history),
                        new ControllerHands.Powers(new MachineEnd(platform.halt(), ground.work().halt(), events), fences, safety,
                                quorum,
                                events)),
                        metrics),
                new ControllerLoop.Turns(platform.scheduling()::favour, this::turned,
                        () -> timing.shortest().dividedBy(TURNS_PER_DETECTION), journal));
        this.insight = new Insight(new Insight.Looked(self, loop, platform.clock(), liveness, kits.times(), journal),
                settings.incarnation(), store, this::tell, chores);
        this.clock = platform.clock();
        this.note = new RestartNote(home.restartNote(), platform.bootId());
        this.lastWords = new LastWords(new Holder(self, settings.incarnation()), comm::sealed);
        this.guard = new GuardFeed(platform, new GuardFeed.Held(gate, addresses, holders, note),
                new GuardFeed.Node(store::state, watch::lastTurn, comm::heldForDeadAfter, this::lease, lastWords::get),
                new Plan(ground.work().isGuarded(), new Guard.Settings(self.value(), ground.work().halt(), home.guardLog()),
                        ground.kits()::isKillable),
                events);
        this.leaving = new Leaving(platform.clock(), note, guard, addresses);
        this.rehearsal = new Rehearsal(platform, ground.kits().catalog());
        events.open(this::offer);
    }

    /** What a node stands on. */
    private record Ground(Platform platform, LcdStore store, VoteFile votes, Kits kits, Proofs proofs, NodeSettings.Work work) {}

    /** What shows who it is, and keeps what others shall not read. */
    private record Proofs(LiveIdentity identity, ClusterSecrets secrets) {}

    /**
     * Starts the node of this home; heartbeats go out when this returns. {@link Trouble} says what a person must mend.
     */
    public static Node start(Home home, NodeSettings settings) throws Trouble {
        try {
            PkiFolder pki = PkiFolder.open(home.pki());
            if (!pki.isMember()) {
                throw new Trouble("The node in " + home.folder() + " belongs to no cluster.",
                        "vigil cluster init, or vigil cluster join.");
            }
            EarlyIdentity early = EarlyIdentity.of(pki);
            Platform platform = Platform.current();
            LcdOwner.check(home.lcd(), settings.node());
            LcdStore store = LcdStore.open(new DiskFiles(), home.lcd(), JournalOptions.Presence.MUST_EXIST);
            LiveIdentity identity = early.identity();
            checkName(identity.current().node(), settings, home);
            Incarnation incarnation = Incarnations.begin(home.lcd(), store.state(), settings.node());
            Ground ground = new Ground(platform, store, VoteFile.open(home.votes(), platform.bootId()), Kits.load(),
                    new Proofs(identity, ClusterSecrets.of(pki.authority())),
                    settings.work());
            Node node = new Node(home, ground, commSettings(settings.node(), incarnation, pki, early, platform));
            node.begin(incarnation, identity);
            new IdentityWatch(identity).start(node.chores, IDENTITY_LOOK);
            node.startAdministration(settings, pki, early.contexts(), ground);
            node.rehearsal.begin();
            return node;
        } catch (TrustFault e) {
            throw new Trouble(e.sentence(), e.hint(), e);
        } catch (JournalDamaged e) {
            throw new Trouble("The database of this node is damaged: " + e.getMessage(),
                    "It is never taken for a new one. Restore " + home.lcd()
                            + " from a backup, or remove the node's home and join again.",
                    e);
        } catch (NewerDatabase e) {
            throw new Trouble("The database in " + home.lcd() + " was written by a newer version: " + e.getMessage(),
                    "Start this node with that version again, or remove the node's home and join again.", e);
        } catch (IOException e) {
            throw new Trouble("The database in " + home.lcd() + " cannot be opened: " + e.getMessage(),
                    "Is the disk full, or the folder not writable?", e);
        }
    }

    private static void checkName(NodeId certified, NodeSettings settings, Home home) throws Trouble {
        if (!certified.equals(settings.node())) {
            throw new Trouble(
                    "The certificate in " + home.pki() + " is that of node \"" + certified + "\"; " + home.settingsFile()
                            + " says that this is node " + settings.node() + ".",
                    "Put back what belongs to this node: nobody else believes it to be another one.");
        }
    }

    /** Completes when the node was told to stop. */
    public CompletableFuture<Void> stopped() {
        return stopped;
    }

    /** Takes out of service what this node owns, within a limit; for the end of the process. */
    public void shutDown() {
        try {
            Reply reply = questions.ask("shutdown", new Request.Shutdown(Request.ShutdownStrategy.OUT_OF_SERVICE))
                    .toCompletableFuture()
                    .get(SHUTDOWN_LIMIT.toSeconds(), TimeUnit.SECONDS);
            LOG.info("shutdown {}", reply);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.error("shutdown-incomplete: resources may still run on this node", e);
        }
    }

    /** RC-110: the process ends now, and leaves running what this node owns. */
    private void leave() {
        leaving.decide(RestartWord.backBy(store.state(), self, lease().map(GuardFeed.Lease::kill)));
        stop();
    }

    private void stop() {
        chores.schedule(() -> stopped.complete(null), ANSWER_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        watch.close(); // or it would suspend the addresses behind a controller that turns no more
        boolean hasLeft = leaving.carryOut();
        rehearsal.close();
        notification.close();
        administration.ifPresent(AdminServer::close);
        chores.shutdownNow();
        loop.close();
        journal.close();
        safety.close();
        kits.close();
        times.save();
        addresses.close();
        if (!hasLeft) {
            guard.close();
        }
        quorum.close();
        comm.close();
        try {
            store.close();
            home.close();
        } catch (IOException e) {
            LOG.warn("close", e);
        }
    }

    private void begin(Incarnation incarnation, LiveIdentity identity) {
        times.load();
        LcdState lcd = store.state();
        Optional<RestartNote.Left> left = note.read()
                .filter(last -> clock.machineNanos(clock.now()) < last.untilMachineNanos());
        quorum.start(lcd.config(), lcd.status(self), left.filter(last -> RestartWord.backBy(lcd, self).isPresent())
                .map(last -> clock.now().plus(Duration.ofNanos(last.untilMachineNanos() - clock.machineNanos(clock.now())))));
        left.ifPresent(last -> last.addresses().forEach(addresses::adopt));
        // Before the peers can be heard: what they say to a controller that has not started is lost, and not said again.
        offer(new Event.Started(self, incarnation, store.state(), left.isPresent()));
        reconfigure(lcd);
        loop.start();
        guard.start();
        metrics.watch(new Sources(self, store, liveness::statistics,
                new Sources.Inside(loop, watch::age, kits, identity, notification, guard::figures, quorum::view)));
        chores.scheduleWithFixedDelay(this::chore, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        chores.scheduleWithFixedDelay(times::save, TIMES_SECONDS, TIMES_SECONDS, TimeUnit.SECONDS);
        LOG.info("heartbeats-begin node={} incarnation={} after-ms={}", self, incarnation,
                System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime());
    }

    private void startAdministration(NodeSettings settings, PkiFolder pki, TlsContexts tls, Ground ground)
            throws Trouble, TrustFault, IOException {
        InetSocketAddress listen = settings.adminAddress();
        Tokens tokens = Tokens.open(pki);
        Admitting admitting = new Admitting(pki, ground.platform().clock(), self, listen);
        NodePort port = new NodePort(self, store, kits, questions, admitting,
                new NodePort.Watched(liveness,
                        new Warnings(self, loop, new Warnings.Sources(store, kits, liveness, ground.work().halt(), notification,
                                guard::figures)),
                        ground.kits(), outputs, insight, notification.port(),
                        new VotesPort(self, ground.platform().clock(), quorum::view), fences.port(),
                        new NodePort.Ends(this::stop, this::leave, guard::figures)));
        try {
            AuditLog audit = AuditLog.open(home.logs().resolve("audit.log"), metrics.registry());
            administration = Optional
                    .of(AdminServer.start(new AdminServer.Parts(port, tls, tokens, metrics.registry(), audit,
                            settings.limits()), listen));
        } catch (IllegalStateException e) {
            throw new Trouble(String.valueOf(e.getMessage()), "Is another program on that port? The address stands in "
                    + home.settingsFile() + ".", e);
        }
        home.writeEndpoint(settings.admin(), pki.path().resolve("ca.crt"));
        LOG.info("administration-begins address={}", settings.admin());
    }

    /** Messages that are not the controller's. */
    private boolean heard(NodeId from, List<Line> lines) {
        return quorum.heard(from, lines) || outputs.heard(from, lines) || insight.heard(from, lines) || notification.heard(lines);
    }

    private void happened(HistoryEntry entry) {
        insight.histories().happened(entry);
        administration.ifPresent(server -> server.happened(entry));
        notification.happened(entry);
    }

    private List<KeptOutput> outputsOf(Tag tag) {
        return kits.outputs().of(tag);
    }

    private Sight sightOf(Ground ground) {
        return new Sight(self, store.state(), liveness.view(), new Sight.Inside(store.failure(), loop.impairment(),
                ground.proofs().identity().current().certificate().getNotAfter().toInstant(),
                ground.platform().clock().wallTime()));
    }

    private static String clusterOf(LcdState lcd) {
        return lcd.config().cluster().map(ClusterRow::name).orElse("");
    }

    private void tell(NodeId peer, OutgoingMessage message) {
        comm.tell(peer, message);
    }

    private void post(NodeId peer, String letter) {
        if (letter.length() <= OutgoingMessage.MAX_URGENT_BYTES) {
            comm.post(peer, letter);
        } else {
            // A table of many votes: nobody waits for it by the millisecond.
            comm.tell(peer, new OutgoingMessage(
                    Line.of(QuorumLoop.LETTER).with("text", letter).toString().getBytes(StandardCharsets.UTF_8),
                    Urgency.ORDINARY));
        }
    }

    private void ended(Holder over) {
        comm.ended(over.node(), over.life());
    }

    private Ticks controllerTurned() {
        return watch.lastTurn();
    }

    private Optional<GuardFeed.Lease> lease() {
        return quorum.view().flatMap(view -> view.deadlines().map(deadlines -> new GuardFeed.Lease(view.armed().keySet(),
                deadlines.kill(), deadlines.out(), view.isInDoubt())));
    }

    private boolean offer(Event event) {
        metrics.seen(event);
        if (event instanceof Event.PeerChanged changed && changed.health() == PeerHealth.ALIVE) {
            chores.schedule(() -> meet(changed.peer()), PULL_SECONDS, TimeUnit.SECONDS);
        }
        boolean isTaken = loop.offer(event);
        if (event instanceof Event.SelfStalled) {
            quorum.woke(); // after the controller has been told, so that it waits for what the voters say then
        }
        return isTaken;
    }

    private void meet(NodeId peer) {
        insight.histories().pull(peer);
        insight.clocks();
    }

    private static Timing timingOf(LcdState lcd) {
        return lcd.config().cluster().map(ClusterRow::timing).orElse(Timing.DEFAULT);
    }

    /** On the controller's thread, after every turn. */
    private void turned(Ticks at) {
        comm.controllerTurned(at);
        watch.turned(at);
        LcdState now = loop.view().lcd();
        Summary summary = summaries.of(now, loop.impairment().isPresent());
        if (!summary.equals(told)) {
            told = summary;
            comm.summary(summary);
            if (!now.config().number().equals(configured.number()) || Departures.of(now, self).isPresent() != isGone) {
                reconfigure(now);
            }
        }
    }

    private void reconfigure(LcdState lcd) {
        Config before = configured;
        configured = lcd.config();
        isGone = Departures.of(lcd, self).isPresent();
        timing = timingOf(lcd);
        if (!isGone && TopologyOf.isAnyGone(before, configured)) {
            comm.configure(TopologyOf.lingering(lcd, before, self));
            chores.schedule(() -> comm.configure(TopologyOf.of(store.state(), self)), LINGER_SECONDS, TimeUnit.SECONDS);
        } else {
            comm.configure(TopologyOf.of(lcd, self));
        }
        lastWords.configured(lcd.config());
        quorum.configure(lcd.config());
        notification.configured(lcd.config());
    }

    private void chore() {
        try {
            comm.statistics().thenAccept(liveness::measured);
            insight.histories().flush(insight.living());
            if (store.recover()) {
                offer(new Event.StorageRecovered());
            }
        } catch (RuntimeException e) {
            LOG.error("chore", e);
        }
    }

    private static CommSettings commSettings(NodeId self, Incarnation incarnation, PkiFolder pki, EarlyIdentity early,
            Platform platform)
            throws TrustFault {
        ClusterId cluster = new ClusterId(Certificates.fingerprint(pki.authorityCertificate()));
        return new CommSettings(cluster, self, incarnation, OwnVersion.read(), pki.clusterKeys(),
                () -> platform.clock().now().nanos(), () -> NettyTls.nodeClient(early.contexts()),
                () -> NettyTls.nodeServer(early.contexts()), TrafficFilter.PASS_ALL);
    }
}
