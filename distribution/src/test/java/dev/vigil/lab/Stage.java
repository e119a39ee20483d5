package dev.vigil.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A lab on which one product runs, with the echo service on both and the kernel's word on who holds the address.
 * Closing it removes all of it. Used by one thread at a time.
 */
public final class Stage implements AutoCloseable {
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(60);
    private static final Duration FRESH = Duration.ofMillis(400);
    private static final String ECHO_LOG = "echo.log";
    private final LabNetwork lab;
    private final Product product;
    private final AddressHistory history = new AddressHistory();
    private final Map<String, AddressWatch> watches = new TreeMap<>();

    public Stage(LabId id, Product product) {
        this.product = product;
        lab = new LabNetwork(id, product.hosts());
        try {
            lab.hosts().forEach(this::occupy);
            product.install(lab);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    public LabNetwork lab() {
        return lab;
    }

    public Product product() {
        return product;
    }

    public AddressHistory history() {
        return history;
    }

    private void occupy(LabHost host) {
        watches.put(host.name(), new AddressWatch(host, history));
        host.spawn(ECHO_LOG, LabJava.command(UdpEcho.class, host.name()));
    }

    /** Waits until both hosts run the product and one of them has answered the probe without a change for the settle time. */
    public LabHost settle(ProbeProcess probe) {
        long begun = System.nanoTime();
        long end = begun + SETTLE_LIMIT.toNanos();
        String holder = "";
        long since = begun;
        while (System.nanoTime() < end) {
            String now = steadyHolder(probe);
            if (!now.equals(holder)) {
                holder = now;
                since = System.nanoTime();
            }
            boolean isSteady = !holder.isEmpty() && System.nanoTime() - since >= product.settleTime().toNanos();
            if (isSteady && product.isSettled(lab) && isKernelsWord(holder)) {
                return lab.host(holder);
            }
            Pause.of(Duration.ofMillis(100));
        }
        throw new LabFailure(product.name() + " did not settle within " + SETTLE_LIMIT.toSeconds() + " s: holders "
                + history.holders(System.nanoTime()) + ", answers from " + probe.lastHost() + "\n" + diagnosis());
    }

    private String steadyHolder(ProbeProcess probe) {
        List<String> holders = history.holders(System.nanoTime());
        boolean isSteady = holders.size() == 1 && probe.isAnsweredWithin(FRESH) && probe.lastHost().equals(holders.getFirst());
        return isSteady ? holders.getFirst() : "";
    }

    /** The history is built from events; this looks whether it agrees with what the kernels say at this moment. */
    private boolean isKernelsWord(String holder) {
        watches.values().forEach(AddressWatch::checkListening);
        for (LabHost host : lab.hosts()) {
            String shown = Command.run("ip", "-netns", host.namespace(), "-oneline", "address", "show", "to",
                    LabNetwork.FLOATING_ADDRESS);
            if (shown.isBlank() == host.name().equals(holder)) {
                return false;
            }
        }
        return true;
    }

    /** Takes the power of a host and keeps the books right: a dead host holds no address. */
    public LabHost.PowerOff powerOff(LabHost host) {
        LabHost.PowerOff off = host.powerOff();
        watches.remove(host.name()).close();
        history.note(host.name(), off.atNanos(), AddressHistory.Change.GONE);
        return off;
    }

    /** Gives the power back to a host with its old disk, and starts the echo service and the product on it. */
    public void powerOn(LabHost host) {
        host.removeRemains();
        host.powerOn();
        occupy(host);
        product.start(host);
    }

    /** Ends the product's own processes on the host by SIGKILL and nothing else. */
    public void kill(LabHost host) {
        running(host).forEach(ProcessHandle::destroyForcibly);
    }

    /** Stops the product's own processes where they are, as a debugger or an overloaded hypervisor would. */
    public void pause(LabHost host) {
        signal(host, "-STOP");
    }

    public void resume(LabHost host) {
        signal(host, "-CONT");
    }

    private void signal(LabHost host, String signal) {
        List<String> words = new ArrayList<>(List.of("kill", signal));
        running(host).forEach(process -> words.add(Long.toString(process.pid())));
        Command.run(words);
    }

    private List<ProcessHandle> running(LabHost host) {
        List<ProcessHandle> running = host.processes().stream().filter(product::isOwn).toList();
        if (running.isEmpty()) {
            throw new LabFailure("no process of " + product.name() + " runs on " + host);
        }
        return running;
    }

    public String diagnosis() {
        StringBuilder text = new StringBuilder("the address: ").append(history.story()).append('\n');
        for (LabHost host : lab.hosts()) {
            text.append("== ").append(host).append('\n');
            text.append(tail(product.diagnosis(host))).append(tail(host.log(ECHO_LOG)));
        }
        return text.toString();
    }

    private static String tail(String text) {
        List<String> lines = text.lines().toList();
        int shown = 60;
        return String.join("\n", lines.subList(Math.max(0, lines.size() - shown), lines.size())) + "\n";
    }

    @Override
    public void close() {
        watches.values().forEach(AddressWatch::close);
        lab.close();
    }
}
