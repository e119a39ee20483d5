package dev.vigil.server.membership;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.List;

import javax.net.ssl.HttpsURLConnection;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;

import dev.vigil.comm.trust.Admission;
import dev.vigil.comm.trust.Invitation;
import dev.vigil.comm.trust.Membership;
import dev.vigil.comm.trust.PkiFolder;
import dev.vigil.comm.trust.TlsContexts;
import dev.vigil.comm.trust.TrustFault;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.EntryText;
import dev.vigil.protocol.admin.JoinGrant;
import dev.vigil.protocol.admin.JoinPath;
import dev.vigil.protocol.admin.JoinRequest;
import dev.vigil.server.settings.Home;
import dev.vigil.server.settings.NodeSettings;
import dev.vigil.server.settings.Trouble;

/** Makes this node a member of a running cluster, by the invitation of one of its nodes. */
public final class Joining {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 30_000;

    private Joining() {}

    /** Everything is on disk when this returns; the node was not started. Returns the name of the cluster. */
    public static String join(Home home, String invitationText, NodeSettings settings, List<JoinPath> paths) throws Trouble {
        try {
            Invitation invitation = Invitation.parse(invitationText);
            PkiFolder pki = PkiFolder.open(home.pki());
            Founding.refuseMember(pki, home);
            KeyPair keys = pki.makeNodeKey();
            Admission.Request request = Admission.ask(settings.node(), keys, invitation.secret());
            JoinGrant answer = ask(invitation, JoinRequest.newBuilder().setNode(settings.node().value())
                    .setSecret(request.secret().text()).setSigningRequest(ByteString.copyFrom(request.signingRequest()))
                    .setAdminAddress(settings.admin()).setVersion("1.0").addAllPaths(paths).build());
            Admission.Grant grant = new Admission.Grant(answer.getCaCertificate().toByteArray(),
                    answer.getNodeCertificate().toByteArray(),
                    answer.getSealedCaKey().toByteArray(), answer.getSealedClusterKey().toByteArray(), answer.getCluster(),
                    List.of());
            Membership membership = Admission.open(grant, settings.node(), keys, invitation.fingerprint());
            Founding.begin(home, configurationOf(answer));
            settings.write(home.settingsFile());
            pki.store(membership);
            pki.adminToken();
            return answer.getCluster();
        } catch (TrustFault e) {
            throw new Trouble(e.sentence(), e.hint(), e);
        }
    }

    private static Config configurationOf(JoinGrant answer) throws Trouble {
        if (EntryText.parse(answer.getConfiguration()) instanceof Entry.ConfigReplaced whole) {
            return whole.config();
        }
        throw new Trouble("The answer of the cluster holds no configuration.",
                "The node that was asked may be of another version.");
    }

    private static JoinGrant ask(Invitation invitation, JoinRequest request) throws Trouble {
        String host = invitation.host().contains(":") ? "[" + invitation.host() + "]" : invitation.host();
        String where = host + ":" + invitation.port();
        try {
            HttpsURLConnection connection = (HttpsURLConnection) URI.create("https://" + where + "/v1/join").toURL()
                    .openConnection();
            connection.setSSLSocketFactory(TlsContexts.joiner(invitation).getSocketFactory());
            connection.setHostnameVerifier((name, session) -> true);
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(ANSWER_MILLIS);
            connection.setRequestMethod("POST");
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setDoOutput(true);
            connection.getOutputStream().write(JsonFormat.printer().print(request).getBytes(StandardCharsets.UTF_8));
            int status = connection.getResponseCode();
            try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                String body = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return status < 400 ? read(body) : refused(where, status, body);
            }
        } catch (IOException e) {
            throw new Trouble("The cluster's node at " + where + " did not answer: " + e.getMessage(),
                    "Does it run, and can this machine reach it? The invitation is not spent.", e);
        }
    }

    private static JoinGrant read(String body) throws InvalidProtocolBufferException {
        JoinGrant.Builder grant = JoinGrant.newBuilder();
        JsonFormat.parser().ignoringUnknownFields().merge(body, grant);
        return grant.build();
    }

    private static JoinGrant refused(String where, int status, String body) throws Trouble {
        Struct.Builder refusal = Struct.newBuilder();
        try {
            JsonFormat.parser().merge(body, refusal);
        } catch (InvalidProtocolBufferException e) {
            throw new Trouble("What listens at " + where + " answered with status " + status + " and no JSON.",
                    "Is it the administration of a Vigil node, of this version?", e);
        }
        throw new Trouble("The node at " + where + " refused: " + text(refusal, "sentence"), text(refusal, "hint"));
    }

    private static String text(Struct.Builder refusal, String field) {
        return refusal.getFieldsOrDefault(field, Value.getDefaultInstance()).getStringValue();
    }
}
