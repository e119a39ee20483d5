package dev.vigil.notify.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

import dev.vigil.notify.notice.Batch;
import dev.vigil.notify.notice.BatchText;
import dev.vigil.notify.notice.Severity;
import dev.vigil.notify.receiver.Channel;
import dev.vigil.notify.receiver.Delivery;
import dev.vigil.notify.receiver.Hosts;
import dev.vigil.notify.receiver.Reasons;
import dev.vigil.notify.receiver.Self;
import dev.vigil.notify.receiver.Settings;
import dev.vigil.notify.receiver.Trust;

/** One connection to the mail server for each mail. */
final class MailChannel implements Channel {
    private static final String CONNECT_MILLIS = "10000";
    private static final String ANSWER_MILLIS = "30000";
    private final Settings settings;
    private final Self self;
    private volatile Optional<MailSockets> sockets = Optional.empty();

    MailChannel(Settings settings, Self self) {
        this.settings = settings;
        this.self = self;
    }

    @Override
    public Delivery deliver(Batch batch) {
        try {
            Session session = session();
            return deliver(message(session, batch), new Talk(session));
        } catch (GeneralSecurityException | IOException | MessagingException | RuntimeException e) {
            return new Delivery.Failed(0, Reasons.of(e));
        } finally {
            sockets = Optional.empty();
        }
    }

    /** Tells at the end what the server answered last. */
    private static final class Talk extends SMTPTransport {
        Talk(Session session) {
            super(session, null);
        }

        String answer(@Nullable Throwable instead) {
            String answer = getLastServerResponse();
            if (instead == null) {
                return answer == null ? "accepted without a word" : Reasons.shortened(answer);
            }
            String reason = Reasons.of(instead);
            return answer == null || answer.startsWith("2") || reason.contains(answer.strip())
                    ? reason
                    : Reasons.shortened(answer) + " (" + reason + ")";
        }
    }

    private Delivery deliver(MimeMessage message, Talk talk) {
        try {
            talk.connect(settings.text(Hosts.HOST), settings.integer(Hosts.PORT),
                    settings.properties().text(MailKind.USER).orElse(null), settings.secret(MailKind.PASSWORD).orElse(null));
            talk.sendMessage(message, message.getAllRecipients());
            return new Delivery.Accepted(talk.answer(null));
        } catch (MessagingException e) {
            return new Delivery.Failed(0, talk.answer(e));
        } finally {
            try {
                talk.close();
            } catch (MessagingException farewell) {
                // What counts was answered before.
            }
        }
    }

    @Override
    public void abort() {
        sockets.ifPresent(MailSockets::abort);
    }

    @Override
    public void close() {
        abort();
    }

    private Session session() throws GeneralSecurityException, IOException {
        SSLContext tls = Trust.context(settings);
        String security = settings.choice(MailKind.SECURITY);
        boolean isTls = security.equals(MailKind.TLS);
        MailSockets made = new MailSockets(isTls ? Optional.of(tls.getSocketFactory()) : Optional.empty(),
                settings.text(Hosts.HOST));
        sockets = Optional.of(made);
        Properties properties = new Properties();
        properties.put("mail.smtp.socketFactory", made);
        properties.put("mail.smtp.socketFactory.fallback", "false");
        properties.put("mail.smtp.ssl.socketFactory", tls.getSocketFactory());
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.starttls.enable", Boolean.toString(security.equals(MailKind.STARTTLS)));
        properties.put("mail.smtp.starttls.required", Boolean.toString(security.equals(MailKind.STARTTLS)));
        properties.put("mail.smtp.auth", Boolean.toString(settings.properties().text(MailKind.USER).isPresent()));
        properties.put("mail.smtp.localhost", self.origin().node());
        properties.put("mail.smtp.connectiontimeout", CONNECT_MILLIS);
        properties.put("mail.smtp.timeout", ANSWER_MILLIS);
        properties.put("mail.smtp.quitwait", "false");
        return Session.getInstance(properties);
    }

    private MimeMessage message(Session session, Batch batch) throws MessagingException {
        MimeMessage message = new Numbered(session, batch.notices().getFirst().id(), self.origin().cluster());
        message.setFrom(new InternetAddress(settings.text(MailKind.FROM), true));
        for (String address : MailKind.addresses(settings)) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(address, true));
        }
        message.setSubject(BatchText.subject(batch), StandardCharsets.UTF_8.name());
        message.setText(BatchText.body(batch), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(batch.notices().getLast().time()));
        // RFC 3834: holiday greetings do not answer.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Vigil-Severity", batch.worst().word());
        if (batch.worst() == Severity.CRITICAL) {
            message.setHeader("Importance", "high");
        }
        message.saveChanges();
        return message;
    }

    /** A mail that is sent again has the same number, so that a mail server or reader can see it. */
    private static final class Numbered extends MimeMessage {
        private final String number;

        Numbered(Session session, String id, String cluster) {
            super(session);
            this.number = "<" + id.replaceAll("[^A-Za-z0-9.-]", "-") + "@" + cluster.replaceAll("[^A-Za-z0-9.-]", "-")
                    + ".vigil>";
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", number);
        }
    }
}
