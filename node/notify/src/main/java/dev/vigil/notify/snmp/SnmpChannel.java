package dev.vigil.notify.snmp;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.snmp4j.CommunityTarget;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.UserTarget;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmTimeEntry;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.DefaultUdpTransportMapping;

import dev.vigil.notify.notice.Batch;
import dev.vigil.notify.notice.Notice;
import dev.vigil.notify.receiver.Channel;
import dev.vigil.notify.receiver.Delivery;
import dev.vigil.notify.receiver.Hosts;
import dev.vigil.notify.receiver.Reasons;
import dev.vigil.notify.receiver.Self;
import dev.vigil.notify.receiver.Settings;

/**
 * One socket for each delivery. The engine of version 3 is the node, and its boots are the node's lives, so that a receiver takes no trap
 * of a former life for a new one.
 */
final class SnmpChannel implements Channel {
    private static final long ANSWER_MILLIS = 2_000;
    private static final int REPEATS = 2;
    private static final long HUNDREDTH_MILLIS = 10;

    private final Settings settings;
    private final Self self;

    SnmpChannel(Settings settings, Self self) {
        this.settings = settings;
        this.self = self;
    }

    @Override
    public Delivery deliver(Batch batch) {
        int taken = 0;
        String answer = "";
        try (DefaultUdpTransportMapping transport = new DefaultUdpTransportMapping(); Snmp snmp = snmp(transport)) {
            snmp.listen();
            Target<UdpAddress> target = target();
            for (Notice notice : batch.notices()) {
                ResponseEvent<UdpAddress> event = snmp.send(pdu(notice), target);
                if (isInform() && (event == null || event.getResponse() == null)) {
                    return new Delivery.Failed(taken, "no answer to " + (REPEATS + 1) + " informs to " + target.getAddress()
                            + error(event));
                }
                if (isInform() && event.getResponse().getErrorStatus() != PDU.noError) {
                    return new Delivery.Failed(taken, "answered " + event.getResponse().getErrorStatusText());
                }
                answer = isInform() ? "the inform was answered: " + event.getResponse().getErrorStatusText() : "";
                taken++;
            }
            return new Delivery.Accepted(
                    (answer.isEmpty() ? "sent to " + target.getAddress() + "; traps have no answer" : answer) + engine());
        } catch (IOException | RuntimeException e) {
            return new Delivery.Failed(taken, Reasons.of(e));
        }
    }

    @Override
    public void abort() {
        // A delivery ends by itself: its waits are a few seconds.
    }

    @Override
    public void close() {
        // Nothing is kept open from one delivery to the next.
    }

    private static long upMillis() {
        return ManagementFactory.getRuntimeMXBean().getUptime();
    }

    private boolean isInform() {
        return settings.choice(SnmpKind.SEND).equals(SnmpKind.INFORM);
    }

    private boolean isV2c() {
        return settings.choice(SnmpKind.VERSION).equals(SnmpKind.V2C);
    }

    private String engine() {
        return isV2c() ? "" : " (engine 0x" + EngineId.of(self).toHexString().replace(":", "") + ")";
    }

    private static String error(@Nullable ResponseEvent<UdpAddress> event) {
        return event == null || event.getError() == null ? "" : ": " + Reasons.of(event.getError());
    }

    private Snmp snmp(DefaultUdpTransportMapping transport) {
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        if (isV2c()) {
            dispatcher.addMessageProcessingModel(new MPv2c());
            return new Snmp(dispatcher, transport);
        }
        OctetString engine = EngineId.of(self);
        SecurityProtocols protocols = new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.maxCompatibility);
        int boots = (int) Math.min(Integer.MAX_VALUE, self.life());
        USM security = new USM(protocols, engine, boots);
        // The clock of the engine goes on from one delivery to the next: a receiver refuses what is older than what it has seen.
        security.getTimeTable().setLocalTime(new UsmTimeEntry(engine, boots, (int) TimeUnit.MILLISECONDS.toSeconds(upMillis())));
        OctetString user = new OctetString(settings.text(SnmpKind.USER));
        security.addUser(new UsmUser(user, Protocols.auth(settings.choice(SnmpKind.AUTH)),
                secret(SnmpKind.AUTH_PASSWORD), Protocols.privacy(settings.choice(SnmpKind.PRIVACY)),
                secret(SnmpKind.PRIVACY_PASSWORD)));
        dispatcher.addMessageProcessingModel(new MPv3(security));
        return new Snmp(dispatcher, transport);
    }

    private OctetString secret(String name) {
        return new OctetString(settings.secret(name).orElseThrow());
    }

    private Target<UdpAddress> target() throws IOException {
        UdpAddress address = new UdpAddress(InetAddress.getByName(settings.text(Hosts.HOST)), settings.integer(Hosts.PORT));
        Target<UdpAddress> target;
        if (isV2c()) {
            target = new CommunityTarget<>(address, secret(SnmpKind.COMMUNITY));
            target.setVersion(SnmpConstants.version2c);
        } else {
            UserTarget<UdpAddress> user = new UserTarget<>();
            user.setAddress(address);
            user.setSecurityName(new OctetString(settings.text(SnmpKind.USER)));
            user.setSecurityLevel(SecurityLevel.AUTH_PRIV);
            if (!isInform()) {
                // The sender of a trap is the one whose clock counts; of an inform the receiver, which is asked.
                user.setAuthoritativeEngineID(EngineId.of(self).getValue());
            }
            target = user;
            target.setVersion(SnmpConstants.version3);
        }
        target.setTimeout(ANSWER_MILLIS);
        target.setRetries(REPEATS);
        return target;
    }

    private PDU pdu(Notice notice) {
        PDU pdu = isV2c() ? new PDU() : new ScopedPDU();
        if (pdu instanceof ScopedPDU scoped && !isInform()) {
            scoped.setContextEngineID(EngineId.of(self));
        }
        pdu.setType(isInform() ? PDU.INFORM : PDU.TRAP);
        return NoticePdu.fill(pdu, notice, upMillis() / HUNDREDTH_MILLIS);
    }
}
