package dev.vigil.notify.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReceiverKindsTest {
    private static Map<String, String> map(String text) {
        Map<String, String> map = new TreeMap<>();
        for (String pair : text == null || text.isEmpty() ? new String[0] : text.split(" ")) {
            map.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return map;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "mail | host=m from=a@b to=c@d,e@f |",
            "mail | host=m port=25 security=none from=a@b to=c@d classes=failover,node least=critical gather=30s |",
            "mail | host=m user=u from=a@b to=c@d | password=x",
            "webhook | url=https://hooks.example.org/ | path=abc/def token=t signing-key=s",
            "snmp | host=n version=2c | community=public",
            "snmp | host=n user=u send=inform auth=sha512 privacy=aes256 | auth-password=12345678 privacy-password=12345678",
            "syslog | host=l transport=tls facility=local3 |"})
    void takesWhatIsRight(String kind, String properties, String secrets) {
        assertInstanceOf(ReceiverKinds.Checked.Right.class, ReceiverKinds.check(kind, map(properties), map(secrets)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "fax | | | there is no kind \"fax\" of receivers; there are mail, webhook, snmp, syslog, eventlog",
            "mail | from=a@b to=c@d | | host is missing",
            "mail | host=m from=a@b to=c@d user=u | | user needs the secret password",
            "mail | host=m from=a@b to=c@d | password=x | the secret password needs user",
            "mail | host=m from=a@b to=c@d user=u security=none | password=x | in the clear",
            "mail | host=m from=a@b to=cd | | \"cd\" is not an address",
            "mail | host=m:25 from=a@b to=c@d | | without a port",
            "mail | host=m from=a@b to=c@d password=hidden | | password is a secret and must be given as one",
            "mail | host=m from=a@b to=c@d classes=all | | \"all\", which is no class; there are failover, node",
            "mail | host=m from=a@b to=c@d least=bad | | must be one of info, warning, error, critical",
            "mail | host=m from=a@b to=c@d ca=nonsense | | ca is not a list of certificates in PEM",
            "webhook | url=http://h/ | | url must be https://",
            "webhook | url=https://u:p@h/ | | without a name or password",
            "snmp | host=n version=2c | | needs the secret community",
            "snmp | host=n | | version=3 needs user",
            "snmp | host=n user=u | auth-password=short privacy-password=12345678 | auth-password of 8 characters",
            "syslog | host=l transport=pigeon | | must be one of udp, tcp, tls",
            "eventlog | host=l | | host"})
    void saysWhatIsWrongAndNoSecret(String kind, String properties, String secrets, String sentence) {
        var wrong = assertInstanceOf(ReceiverKinds.Checked.Wrong.class,
                ReceiverKinds.check(kind, map(properties), map(secrets)));
        String all = String.join("; ", wrong.sentences());
        assertTrue(all.contains(sentence), all);
        assertTrue(!all.contains("hidden") && !all.contains("short"), all);
    }

    @Test
    void noSettingsShowASecret() {
        var right = (ReceiverKinds.Checked.Right) ReceiverKinds.check("snmp", map("host=n version=2c"),
                map("community=hidden"));
        assertEquals(-1, right.settings().toString().indexOf("hidden"));
    }
}
