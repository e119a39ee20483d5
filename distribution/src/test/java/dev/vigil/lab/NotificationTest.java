package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real receivers of each kind are told, once, of a test, of a node that dies and of its return; what they refuse is said in their words. */
@Tag("lab")
@Timeout(300)
class NotificationTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern ENGINE = Pattern.compile("engine (0x[0-9a-f]+)");

    private final List<String> names = new ArrayList<>();
    private LiveCluster cluster;
    private ReceiverServers servers;
    private WebhookServer hook;
    private Path folder = Path.of("");

    @Test
    void realReceiversAreToldOnce(@TempDir Path temporary) throws IOException, GeneralSecurityException {
        folder = temporary.toRealPath();
        secret("password", ReceiverServers.PASSWORD);
        secret("wrong", "of course not");
        secret("token", WebhookServer.TOKEN);
        secret("signing", WebhookServer.SIGNING_KEY);
        secret("path", "/hook/secret-path");
        secret("community", "lab");
        secret("auth", "auth12345");
        secret("privacy", "priv12345");
        try (ReceiverServers started = new ReceiverServers(folder); LiveCluster live = new LiveCluster(folder)) {
            servers = started;
            cluster = live;
            servers.syslog();
            try (WebhookServer listening = new WebhookServer(servers.keyStore())) {
                hook = listening;
                live.start();
                // A machine that is busy with other things must not look like a dead node.
                live.must("alpha", "profile", "patient", "--interval", "100ms", "--detection", "5s");
                createAll();
                refused();
                assertNoSecretIsShown();
                tested();
                told();
            }
        }
    }

    private void secret(String name, String value) throws IOException {
        Files.writeString(folder.resolve(name + ".secret"), value + "\n");
    }

    private void create(String kind, String name, String... more) {
        List<String> words = new ArrayList<>(List.of("notify", "create", kind, name, "--property", "classes=node,notification",
                "--property", "host=" + ReceiverServers.HOST));
        for (String word : more) {
            boolean isSecret = word.endsWith(".secret");
            words.addAll(List.of(isSecret ? "--secret" : "--property",
                    isSecret ? word.replace("@", "@" + folder + "/") : word));
        }
        if (kind.equals("webhook")) {
            words.removeIf(word -> word.startsWith("host="));
            words.remove(words.lastIndexOf("--property"));
        }
        cluster.must("alpha", words.toArray(String[]::new));
        names.add(name);
    }

    private void createAll() throws IOException {
        String ca = "ca=@" + servers.certificate();
        create("mail", "mail-starttls", "port=" + servers.mail("starttls"), "from=vigil@lab.example", "to=ops@lab.example",
                "user=vigil", ca, "password=@password.secret");
        create("syslog", "syslog-udp", "port=" + servers.plainSyslogPort());
        create("syslog", "syslog-tcp", "port=" + servers.plainSyslogPort(), "transport=tcp");
        create("syslog", "syslog-tls", "port=" + servers.secureSyslogPort(), "transport=tls", ca);
        create("snmp", "snmp-v2c", "port=" + servers.trapPort(), "version=2c", "community=@community.secret");
        create("snmp", "snmp-v3", "port=" + servers.trapPort(), "user=vigil", "auth-password=@auth.secret",
                "privacy-password=@privacy.secret");
        create("snmp", "snmp-inform", "port=" + servers.trapPort(), "user=vigil", "send=inform", "auth-password=@auth.secret",
                "privacy-password=@privacy.secret");
        cluster.must("alpha", "notify", "create", "webhook", "hook", "--property", "classes=node,notification", "--property",
                "url=" + hook.url(), "--property", ca, "--secret", "path=@" + folder.resolve("path.secret"), "--secret",
                "token=@" + folder.resolve("token.secret"), "--secret", "signing-key=@" + folder.resolve("signing.secret"));
        names.add("hook");
        String engines = cluster.must("alpha", "notify", "test", "snmp-v3") + cluster.must("bravo", "notify", "test", "snmp-v3");
        servers.traps(ENGINE.matcher(engines).results().map(found -> found.group(1)).toList());
    }

    /** What the servers say to what they do not want, word for word; these receivers hear of nothing else. */
    private void refused() throws IOException {
        String ca = "ca=@" + servers.certificate();
        String from = "from=vigil@lab.example";
        String to = "to=nobody@lab.example";
        create("mail", "bad-login", "port=" + servers.mail("starttls"), from, to, "user=vigil", ca, "classes=quorum",
                "password=@wrong.secret");
        fails("bad-login", "535 5.7.8 Authentication credentials invalid");
        create("mail", "bad-address", "port=" + servers.mail("refuse"), from, to, "security=none", "classes=quorum");
        fails("bad-address", "550 5.1.1 Nobody of this name lives here");
        create("mail", "bad-certificate", "port=" + servers.mail("tls"), from, to, "security=tls", "classes=quorum");
        fails("bad-certificate", "unable to find valid certification path");
        names.removeIf(name -> name.startsWith("bad-"));
    }

    private void fails(String name, String words) {
        Command.Outcome outcome = cluster.vigil("alpha", "notify", "test", name);
        assertFalse(outcome.isSuccess(), outcome.text());
        assertTrue(outcome.text().contains(words), outcome.text());
        cluster.must("alpha", "notify", "delete", name);
    }

    private void assertNoSecretIsShown() {
        String shown = cluster.must("alpha", "notify", "list", "--json") + cluster.must("alpha", "lcdstatus")
                + cluster.must("alpha", "audit", "--json") + cluster.must("alpha", "history") + cluster.log("alpha")
                + cluster.log("bravo");
        for (String secret : List.of(ReceiverServers.PASSWORD, "of course not", WebhookServer.TOKEN, WebhookServer.SIGNING_KEY,
                "secret-path", "auth12345", "priv12345")) {
            assertFalse(shown.contains(secret), "\"" + secret + "\" is shown");
        }
        assertTrue(shown.contains("sealed.password=***"), "that there is a secret is shown");
    }

    private void tested() {
        String all = String.join("", names.stream().map(name -> cluster.must("alpha", "notify", "test", name)).toList());
        System.out.println(all);
        List.of("250 2.0.0 Ok: kept as mail", "HTTP 200 noted, thanks", "the inform was answered: Success")
                .forEach(answer -> assertTrue(all.contains("it answered: " + answer), answer));
        String mail = servers.mails().getLast();
        assertTrue(mail.contains("X-Lab-User: vigil") && mail.contains("Subject: [vigil live] INFO: This is a test"), mail);
    }

    private void told() throws IOException {
        cluster.kill("bravo");
        everybody("node-down", "raised");
        cluster.restart("bravo");
        everybody("node-down", "resolved");
        Pause.of(Duration.ofSeconds(3));
        for (String phase : List.of("raised", "resolved")) {
            assertEquals(List.of(1, 1, 1, 1, 1, 1, 1), counts("node-down", phase), "each once: " + phase + servers.trapText());
        }
        String list = cluster.must("alpha", "notify", "list");
        System.out.println(list);
        assertFalse(list.contains("FAILS"), list);
        String down = servers.mails().stream().filter(mail -> mail.contains("Node bravo is silent")).findFirst().orElseThrow();
        System.out.println(down);
        assertTrue(down.contains("Subject: [vigil live] ERROR: Node bravo is silent on every path."), down);
    }

    private void everybody(String code, String phase) {
        if (!Pause.until(SOON, () -> counts(code, phase).stream().allMatch(count -> count > 0))) {
            throw new LabFailure(code + " " + phase + " came " + counts(code, phase) + " times to mail, webhook, syslog, snmp\n"
                    + cluster.must("alpha", "notify", "list") + cluster.log("alpha"));
        }
    }

    /** How often it came, about bravo, to mail, webhook, syslog by udp, tcp, tls, and snmp as trap and as inform. */
    private List<Integer> counts(String code, String phase) {
        String mark = phase.equals("resolved") ? "RESOLVED: Node bravo" : "ERROR: Node bravo";
        List<Integer> counts = new ArrayList<>();
        counts.add((int) servers.mails().stream().filter(mail -> mail.contains("Subject: [vigil live] " + mark)).count());
        counts.add((int) hook.bodies().stream()
                .filter(body -> body.contains("\"phase\":\"" + phase + "\",\"code\":\"" + code + "\",\"key\":\"node bravo\""))
                .count());
        for (String input : List.of("udp", "tcp", "tls")) {
            counts.add((int) servers.syslogLines().stream().filter(line -> line.startsWith(input + " err vigil " + code + " ")
                    && line.contains("phase=\"" + phase + "\" key=\"node bravo\"")).count());
        }
        String trap = ".1.3.6.1.6.3.1.1.4.1.0 = OID: .1.3.6.1.4.1.8072.9999.9999.7741.0." + (phase.equals("raised") ? 2 : 4);
        List<String> traps = servers.trapText().lines().filter(line -> line.contains(trap) && line.contains("\"node bravo\""))
                .toList();
        counts.add((int) traps.stream().filter(line -> line.contains("TRAP2, SNMP v3")).count());
        counts.add((int) traps.stream().filter(line -> line.contains("INFORM, SNMP v3")).count());
        return counts;
    }
}
