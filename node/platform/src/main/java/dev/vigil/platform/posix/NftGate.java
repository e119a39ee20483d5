package dev.vigil.platform.posix;

import dev.vigil.platform.AddressText;
import dev.vigil.platform.KernelGate;
import dev.vigil.platform.SystemFault;
import dev.vigil.platform.UnsupportedPlatformException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * By nftables: what is sent to a covered address is dropped unless the address is in a set whose elements end by themselves. The
 * rules are put there by the program {@code nft}, once; the sets are changed by netlink, since a program takes longer to start than the
 * gate may stay open.
 *
 * <p>So are the answers to questions for the hardware address, which bear the covered address as their sender. What programs send from it is
 * not dropped: they would see that as an error of their own, and nothing that they are asked reaches them any more.
 */
final class NftGate implements KernelGate {
    private static final List<String> PLACES = List.of("/usr/sbin/nft", "/sbin/nft", "/usr/bin/nft", "/usr/local/sbin/nft");
    private static final long LIMIT_SECONDS = 5;
    private static final int ENOENT = 2;
    private static final String COVERED = "covered";
    private static final String OPEN = "open";
    /** Each set, with the table that holds it. */
    private static final List<Place> SETS = List.of(new Place(NetfilterBatch.INET, "4"), new Place(NetfilterBatch.INET, "6"),
            new Place(NetfilterBatch.ARP, "4"));

    private final String table;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<NetlinkSocket> socket = Optional.empty();

    private record Place(byte family, String ending) {
        List<InetAddress> of(Collection<InetAddress> addresses) {
            return addresses.stream().filter(address -> NetfilterBatch.isOfSet(ending, address)).toList();
        }
    }

    /** A field of packets that is compared with the sets of this ending, for packets that are of a kind besides. */
    private record Match(String field, String ending, String kind) {
        String dropped() {
            return kind + field + " @" + COVERED + ending + " " + field + " != @" + OPEN + ending + " counter drop";
        }
    }

    NftGate(String name) {
        table = "vigil_" + name.replaceAll("[^A-Za-z0-9]", "_");
    }

    @Override
    public Optional<SystemFault> install(Collection<InetAddress> covered) {
        Optional<Path> nft = PLACES.stream().map(Path::of).filter(Files::isExecutable).findFirst();
        if (nft.isEmpty()) {
            return Optional.of(new SystemFault("nft", ENOENT, "ENOENT",
                    "the program nft is not there; install the package nftables, then restart the node"));
        }
        return load(nft.get(), rules(covered));
    }

    @Override
    public Optional<SystemFault> cover(InetAddress address) {
        NetfilterBatch batch = new NetfilterBatch("cover " + AddressText.of(address), table, 1);
        SETS.forEach(place -> batch.add(place.family(), COVERED + place.ending(), place.of(List.of(address)), Duration.ZERO));
        return send(batch);
    }

    @Override
    public Optional<SystemFault> uncover(InetAddress address) {
        NetfilterBatch batch = new NetfilterBatch("uncover " + AddressText.of(address), table, 1);
        SETS.forEach(place -> batch.delete(place.family(), COVERED + place.ending(), place.of(List.of(address))));
        return send(batch).filter(fault -> fault.code() != ENOENT);
    }

    @Override
    public Optional<SystemFault> open(Collection<InetAddress> addresses, Duration lasting) {
        NetfilterBatch batch = flushed("open the gate", addresses.size());
        SETS.forEach(place -> batch.add(place.family(), OPEN + place.ending(), place.of(addresses), lasting));
        return send(batch);
    }

    @Override
    public Optional<SystemFault> shut() {
        return send(flushed("shut the gate", 0)).filter(fault -> fault.code() != ENOENT);
    }

    @Override
    public Optional<SystemFault> remove() {
        return send(new NetfilterBatch("remove the gate", table, 0).deleteTable(NetfilterBatch.INET)
                .deleteTable(NetfilterBatch.ARP)).filter(fault -> fault.code() != ENOENT);
    }

    /** The time of an element is not renewed by adding it once more: it has to go and come in one change. */
    private NetfilterBatch flushed(String call, int addresses) {
        NetfilterBatch batch = new NetfilterBatch(call, table, addresses);
        SETS.forEach(place -> batch.flush(place.family(), OPEN + place.ending()));
        return batch;
    }

    private Optional<SystemFault> send(NetfilterBatch batch) {
        lock.lock();
        try {
            if (socket.isEmpty()) {
                socket = Optional.of(NetlinkSocket.netfilter());
            }
            return switch (socket.get().change(batch, NetlinkSocket.NO_ROWS)) {
                case NetlinkReply.Done done -> Optional.empty();
                case NetlinkReply.Refused refused -> Optional.of(refused.fault());
                case NetlinkReply.Silent silent -> Optional.of(silent.fault());
            };
        } catch (UnsupportedPlatformException none) {
            return Optional.of(new SystemFault(batch.call(), Errno.EIO, "EIO", String.valueOf(none.getMessage())));
        } finally {
            lock.unlock();
        }
    }

    private String rules(Collection<InetAddress> covered) {
        return table("inet", List.of("4", "6"), covered, List.of(new Match("ip daddr", "4", ""), new Match("ip6 daddr", "6", "")),
                List.of(new Match("ip6 saddr", "6", "icmpv6 type nd-neighbor-advert ")))
                + table("arp", List.of("4"), covered, List.of(new Match("arp daddr ip", "4", "")),
                        List.of(new Match("arp saddr ip", "4", "")));
    }

    /** Loaded a second time it begins anew, with one change of the tables. */
    private String table(String family, List<String> endings, Collection<InetAddress> covered, List<Match> incoming,
            List<Match> outgoing) {
        String name = family + " " + table;
        StringBuilder text = new StringBuilder("add table " + name + "\n");
        for (String ending : endings) {
            String type = ending.equals("4") ? "ipv4_addr" : "ipv6_addr";
            text.append("add set ").append(name).append(" covered").append(ending).append(" { type ").append(type).append("; }\n")
                    .append("add set ").append(name).append(" open").append(ending).append(" { type ").append(type)
                    .append("; flags timeout; }\nflush set ").append(name).append(" covered").append(ending)
                    .append("\nflush set ").append(name).append(" open").append(ending).append('\n');
            String addresses = covered.stream().filter(address -> NetfilterBatch.isOfSet(ending, address)).map(AddressText::of)
                    .collect(Collectors.joining(", "));
            if (!addresses.isEmpty()) {
                text.append("add element ").append(name).append(" covered").append(ending).append(" { ").append(addresses)
                        .append(" }\n");
            }
        }
        return text.append(chain(name, "input", incoming)).append(chain(name, "output", outgoing)).toString();
    }

    private static String chain(String table, String hook, List<Match> matches) {
        String chain = table + " " + hook;
        return "add chain " + chain + " { type filter hook " + hook + " priority -300; policy accept; }\nflush chain " + chain
                + "\n"
                + matches.stream().map(match -> "add rule " + chain + " " + match.dropped() + "\n").collect(Collectors.joining());
    }

    private static Optional<SystemFault> load(Path nft, String rules) {
        try {
            Process process = new ProcessBuilder(nft.toString(), "-f", "-").redirectErrorStream(true).start();
            try (var input = process.outputWriter(StandardCharsets.UTF_8)) {
                input.write(rules);
            }
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.of(new SystemFault("nft", Errno.ETIMEDOUT, "ETIMEDOUT",
                        "nft did not end within " + LIMIT_SECONDS + " s"));
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.exitValue() == 0
                    ? Optional.empty()
                    : Optional.of(new SystemFault("nft", process.exitValue(), "refused",
                            said.lines().findFirst().orElse("without a word")));
        } catch (IOException unstarted) {
            return Optional.of(new SystemFault("nft", Errno.EIO, "EIO", String.valueOf(unstarted.getMessage())));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return Optional.of(new SystemFault("nft", Errno.EINTR, "EINTR", "interrupted while nft worked"));
        }
    }
}
