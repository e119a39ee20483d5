package dev.vigil.server.wiring;

import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.comm.trust.DateWarning;
import dev.vigil.comm.trust.LiveIdentity;
import dev.vigil.comm.trust.PkiFolder;
import dev.vigil.comm.trust.TlsContexts;
import dev.vigil.comm.trust.TrustFault;

/**
 * Reads and checks the identity of a starting node while it does other things: in a process that has just begun, whether key and
 * certificate belong together costs as much as all the rest before the first heartbeat.
 */
final class EarlyIdentity {
    private static final Logger LOG = LoggerFactory.getLogger(EarlyIdentity.class);

    private final FutureTask<LiveIdentity> opened;
    private final FutureTask<TlsContexts> contexts;

    private EarlyIdentity(PkiFolder pki) {
        this.opened = new FutureTask<>(() -> LiveIdentity.open(pki));
        this.contexts = new FutureTask<>(() -> new TlsContexts(identity(), InstantSource.system(),
                EarlyIdentity::warn));
    }

    private static void warn(DateWarning warning) {
        LOG.warn(
                "certificate-date node={} from={} until={} now={} reason=\"the certificate is accepted; renew it, or set the clock\"",
                warning.node(), warning.notBefore(), warning.notAfter(), warning.now());
    }

    /** Begins to read, on a thread of its own. */
    static EarlyIdentity of(PkiFolder pki) {
        EarlyIdentity early = new EarlyIdentity(pki);
        Thread.ofPlatform().name("vigil-identity").daemon().start(() -> {
            early.opened.run();
            early.contexts.run();
        });
        return early;
    }

    /** Waits until it is checked. */
    LiveIdentity identity() throws TrustFault {
        return waitFor(opened);
    }

    /** Waits as well; for those who have asked {@link #identity} before, or can do nothing about its fault. */
    TlsContexts contexts() {
        try {
            return waitFor(contexts);
        } catch (TrustFault e) {
            throw new IllegalStateException(e.sentence(), e);
        }
    }

    private static <T> T waitFor(FutureTask<T> task) throws TrustFault {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the node's identity was read", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TrustFault fault) {
                throw fault;
            }
            throw new IllegalStateException("the node's identity cannot be read", e.getCause());
        }
    }
}
