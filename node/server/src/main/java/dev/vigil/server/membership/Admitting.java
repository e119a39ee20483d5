package dev.vigil.server.membership;

import java.net.InetSocketAddress;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import com.google.protobuf.ByteString;

import dev.vigil.admin.AdminRefusal;
import dev.vigil.comm.trust.Admission;
import dev.vigil.comm.trust.Certificates;
import dev.vigil.comm.trust.Invitation;
import dev.vigil.comm.trust.InvitationBook;
import dev.vigil.comm.trust.PkiFolder;
import dev.vigil.comm.trust.Redemption;
import dev.vigil.comm.trust.Secret;
import dev.vigil.comm.trust.TrustFault;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.ConfigRow;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.EntryText;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.PathRow;
import dev.vigil.lcd.model.SystemRow;
import dev.vigil.platform.Clock;
import dev.vigil.protocol.admin.JoinGrant;
import dev.vigil.protocol.admin.JoinPath;
import dev.vigil.protocol.admin.JoinRequest;
import dev.vigil.recovery.Reply;
import dev.vigil.recovery.Request;

/** Invites nodes and admits those that come with an invitation. */
public final class Admitting {
    private final PkiFolder pki;
    private final InvitationBook book;
    private final Clock clock;
    private final NodeId self;
    private final InetSocketAddress admin;

    public Admitting(PkiFolder pki, Clock clock, NodeId self, InetSocketAddress admin) throws TrustFault {
        this.pki = pki;
        this.book = InvitationBook.open(pki, clock.now(), clock.wallTime());
        this.clock = clock;
        this.self = self;
        this.admin = admin;
    }

    /** One string for one node, valid once for fifteen minutes. */
    public CompletionStage<String> invite(NodeId node) {
        return attempt(() -> {
            Secret secret = book.invite(node, clock.now(), clock.wallTime());
            return new Invitation(admin.getAddress().getHostAddress(), admin.getPort(), secret,
                    Certificates.fingerprint(pki.authorityCertificate())).text();
        });
    }

    /**
     * Admits the node, adds it and its paths to the configuration, and gives it that configuration; a machine that comes under the name
     * of a node takes its place. The invitation is spent even when the configuration cannot be changed just now: a secret is never taken
     * twice.
     */
    public CompletionStage<JoinGrant> admit(JoinRequest question, Supplier<Config> config,
            Function<Request, CompletionStage<Reply>> ask) {
        return attempt(() -> admitted(question, config.get()))
                .thenCompose(grant -> attempt(() -> change(question, grant, config.get())).thenCompose(ask)
                        .thenApply(reply -> answer(grant, reply, config.get())));
    }

    private Request change(JoinRequest question, Admission.Grant grant, Config config) throws TrustFault {
        NodeId node = new NodeId(question.getNode());
        List<PathRow> paths = paths(question);
        if (config.system(node).isPresent()) {
            SystemRow.Machine machine = new SystemRow.Machine(0, keyOf(grant));
            return new Request.ReplaceNode(new SystemRow(node, question.getAdminAddress(), machine), paths);
        }
        List<ConfigRow> rows = new ArrayList<>(List.of(new SystemRow(node, question.getAdminAddress())));
        rows.addAll(paths);
        return new Request.ChangeConfig("node " + node + " joined", Request.puts(rows), List.of());
    }

    private static String keyOf(Admission.Grant grant) throws TrustFault {
        try {
            return Certificates.keyFingerprint(Certificates.parse(grant.nodeCertificate()));
        } catch (CertificateException e) {
            throw new TrustFault(TrustFault.Code.GARBAGE, "the certificate that was just made cannot be read", "Try again.", e);
        }
    }

    private Admission.Grant admitted(JoinRequest question, Config config) throws TrustFault {
        Secret secret = Secret.parse(question.getSecret()).orElseThrow(() -> refusal("The secret is not one of an invitation."));
        NodeId node = new NodeId(question.getNode());
        if (node.equals(self)) {
            throw refusal("The name " + node + " is this node's own.");
        }
        paths(question);
        String cluster = config.cluster().map(row -> row.name()).orElse("");
        var terms = new Admission.Terms(pki.authority(), pki.clusterKeys(), cluster, List.of());
        var request = new Admission.Request(node, question.getSigningRequest().toByteArray(), secret);
        return switch (Admission.admit(request, book, terms, clock.now(), clock.wallTime())) {
            case Admission.Outcome.Admitted admitted -> admitted.grant();
            case Admission.Outcome.Refused refused -> throw refusal(sentence(refused.why()));
        };
    }

    private List<PathRow> paths(JoinRequest question) {
        NodeId node = new NodeId(question.getNode());
        List<PathRow> rows = new ArrayList<>();
        int number = 1;
        for (JoinPath path : question.getPathsList()) {
            String pair = self.compareTo(node) < 0 ? self + "-" + node : node + "-" + self;
            rows.add(new PathRow(new PathId(pair + "/lan" + number++), self, path.getRemoteAddress(), node,
                    path.getLocalAddress()));
        }
        return rows;
    }

    private static JoinGrant answer(Admission.Grant grant, Reply reply, Config config) {
        return switch (reply) {
            case Reply.Refused refused -> throw new AdminRefusal(AdminRefusal.Code.NOT_NOW,
                    "The node cannot be added: " + refused.sentence(),
                    refused.hint() + " The invitation is spent; make a new one.");
            case Reply.Done done -> JoinGrant.newBuilder().setCluster(grant.clusterName())
                    .setCaCertificate(ByteString.copyFrom(grant.authorityCertificate()))
                    .setNodeCertificate(ByteString.copyFrom(grant.nodeCertificate()))
                    .setSealedCaKey(ByteString.copyFrom(grant.sealedAuthorityKey()))
                    .setSealedClusterKey(ByteString.copyFrom(grant.sealedClusterKeys()))
                    .setConfiguration(EntryText.print(new Entry.ConfigReplaced(config))).build();
        };
    }

    private static String sentence(Redemption why) {
        return switch (why) {
            case Redemption.Accepted accepted -> "The invitation is good.";
            case Redemption.Unknown unknown -> "The invitation is not known here.";
            case Redemption.Used used -> "The invitation was used already.";
            case Redemption.Expired expired -> "The invitation is older than fifteen minutes.";
            case Redemption.WrongNode(NodeId invited, NodeId asking) -> "The invitation is for " + invited + ", not for " + asking
                    + "; it stays good for " + invited + ".";
        };
    }

    private static AdminRefusal refusal(String sentence) {
        return new AdminRefusal(AdminRefusal.Code.FORBIDDEN, sentence, "Make a new one: vigil cluster invite NODE.");
    }

    private static <T> CompletionStage<T> attempt(TrustWork<T> work) {
        try {
            return CompletableFuture.completedFuture(work.run());
        } catch (TrustFault e) {
            return CompletableFuture.failedFuture(new AdminRefusal(AdminRefusal.Code.FAILED, e.sentence(), e.hint()));
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(
                    new AdminRefusal(AdminRefusal.Code.INVALID, String.valueOf(e.getMessage()), "Nothing was changed."));
        } catch (AdminRefusal e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** A piece of work with keys and certificates. */
    private interface TrustWork<T> {
        T run() throws TrustFault;
    }
}
