package dev.vigil.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the commands of LCDI ask of the node, what they print, and with which code they end. */
final class LcdiTest {
    private final LcdiNode node = new LcdiNode();

    /** Left: what is typed; right: the changes, in their order. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "ins_create -a gen -r generic -t mail -i post -v scripts=/opt/mail | /v1/resources {\"tag\":\"mail\",\"type\":\"generic\",\"node\":\"alpha\",\"id\":\"post\",\"properties\":{\"scripts\":\"/opt/mail\"},\"leave_out_of_service\":true}",
            "ins_create -d bravo -a comm -r IP -t mail -i 10.0.0.9 -v 'interface=eth0 prefix=24 limit.restore=9 colour=red' -I INIT_OSU -Q 5 -D 60 -l N -s automatic | /v1/resources {\"tag\":\"mail\",\"type\":\"ip\",\"node\":\"bravo\",\"id\":\"10.0.0.9\",\"info\":\"colour=red\",\"properties\":{\"interface\":\"eth0\",\"limit.restore\":\"9\",\"prefix\":\"24\"},\"quick_check_seconds\":5,\"deep_check_seconds\":60,\"initialization\":\"INIT_OSU\",\"switchback\":\"AUTOMATIC\",\"no_local_recovery\":true,\"leave_out_of_service\":true}",
            "ins_create -a gen -r generic -t spool -i here -v 'scripts=/opt/here kept' | /v1/resources:extend {\"tag\":\"spool\",\"node\":\"alpha\",\"overrides\":{\"spool.id\":\"here\",\"spool.scripts\":\"/opt/here\"}} ; /v1/resources:change {\"tag\":\"spool\",\"node\":\"alpha\",\"info\":\"kept\"}",
            "ins_remove -d bravo -t web | /v1/resources:unextend {\"tag\":\"web\",\"node\":\"bravo\"}",
            "ins_remove -d bravo -R web -G -N -I -v | /v1/resources:unextend {\"tag\":\"web\",\"node\":\"bravo\"}",
            "ins_remove -d bravo -t spool | /v1/resources:delete {\"tag\":\"spool\"}",
            "ins_remove -d bravo -a gen -r generic | /v1/resources:unextend {\"tag\":\"web\",\"node\":\"bravo\"} ; /v1/resources:delete {\"tag\":\"spool\"}",
            "ins_setst -t web -S ISU -R 'for a while' | /v1/resources:set-state {\"tag\":\"web\",\"node\":\"alpha\",\"state\":\"ISU\",\"reason\":\"for a while\"}",
            "ins_setst -d bravo -tweb -SOSU | /v1/resources:set-state {\"tag\":\"web\",\"node\":\"bravo\",\"state\":\"OSU\"}",
            "dep_create -p address -c web | /v1/dependencies {\"parent\":\"address\",\"child\":\"web\"}",
            "dep_remove -p web | /v1/dependencies:delete {\"parent\":\"web\",\"child\":\"address\"}",
            "dep_remove -c address | /v1/dependencies:delete {\"parent\":\"web\",\"child\":\"address\"}",
            "eqv_create -t web -p 5 -S bravo -o web -r 7 -e SHARED | /v1/resources:change {\"tag\":\"web\",\"node\":\"alpha\",\"priority\":5} ; /v1/resources:change {\"tag\":\"web\",\"node\":\"bravo\",\"priority\":7}",
            "eqv_create -t web -p 1 -S bravo -o web -r 10 -e SHARED | ~~",
            "flg_create -f new | /v1/flags {\"flag\":\"new\",\"node\":\"alpha\"}",
            "flg_create -d bravo -f busy | /v1/flags {\"flag\":\"busy\",\"node\":\"bravo\"}",
            "flg_remove -f busy | /v1/flags:clear {\"flag\":\"busy\",\"node\":\"alpha\"}",
            "net_create -s bravo -n TCP -l 10.0.2.1 -r 10.0.2.2 -p 1 -D lan3 | /v1/paths {\"path\":\"lan3\",\"first\":\"alpha\",\"first_address\":\"10.0.2.1\",\"second\":\"bravo\",\"second_address\":\"10.0.2.2\"}",
            "net_remove -s bravo -D lan2 | /v1/paths:delete {\"path\":\"lan2\"}",
            "net_remove -d bravo -s alpha -l 10.0.0.2 | /v1/paths:delete {\"path\":\"lan1\"}",
            "perform_action -G -s -b -n -t web -a restore | /v1/resources:in-service {\"tag\":\"web\",\"node\":\"alpha\"}",
            "perform_action -sbn -d bravo -t web -a restore | /v1/resources:switchover {\"tag\":\"web\",\"node\":\"bravo\"}",
            "perform_action -d bravo -t spool -a restore | /v1/resources:in-service {\"tag\":\"spool\",\"node\":\"bravo\"}",
            "perform_action -t web -a remove | /v1/resources:out-of-service {\"tag\":\"web\"}",
            "perform_action -d bravo -t web -a remove | ~~",
            "perform_action -t web -a deepCheck | /v1/resources:run-action {\"tag\":\"web\",\"action\":\"deepCheck\"}",
            "sendevent -C gen -E failed -m mine -n web -d 'no answer' -s 3 | /v1/events {\"tag\":\"web\",\"event_class\":\"gen\",\"event\":\"failed\",\"facts\":{\"data\":\"no answer\",\"monitor\":\"mine\",\"severity\":\"3\"}}"})
    void commandsBecomeCalls(String typed, String changes) {
        Session session = node.lcdi(typed);
        assertEquals(List.of(), session.err());
        assertEquals(changes == null ? "" : changes, String.join(" ; ", node.changes));
        assertEquals(0, session.exitCode());
    }

    /** Of these messages the order of the fields does not matter. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "ins_setit -t web -I AUTORES_ISP | \"initialization\":\"AUTORES_ISP\"",
            "ins_setas -t web -s AUTOMATIC | \"switchback\":\"AUTOMATIC\"",
            "ins_setchkint -t web -c q -v 0 | \"quick_check_seconds\":0",
            "ins_setchkint -t web -c d -v 60 | \"deep_check_seconds\":60",
            "ins_setlocalrecover -t web -l N | \"local_recovery\":false", "ins_setinfo -t web | \"info\":\"\"",
            "ins_setin -t web -v 'open all day' | \"info\":\"open all day\"",
            "ins_setinfo -t web -v scripts=/opt/other | \"properties\":{\"scripts\":\"/opt/other\"}"})
    void aSettingIsSentAlsoWhenItIsNothing(String typed, String field) {
        Session session = node.lcdi(typed);
        assertEquals(0, session.exitCode(), session.toString());
        assertEquals(1, node.changes.size());
        assertTrue(node.changes.getFirst().startsWith("/v1/resources:change {"), node.changes.toString());
        assertTrue(node.changes.getFirst().contains(field), node.changes.toString());
        assertTrue(node.changes.getFirst().contains("\"tag\":\"web\""), node.changes.toString());
    }

    /** Each of the lists, in one line. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', value = {"app_list; comm / gen", "typ_list -f:; gen:generic / comm:ip",
            "typ_list -a COMM; comm|ip", "sys_list -d bravo; alpha / bravo", "sys_getst -s bravo; ALIVE",
            "sys_getds -s bravo; ALIVE",
            "ins_list -t web; alpha|gen|generic|web|web|the \"big\" shop|ISP|INIT_OSU||1|5|300|AUTOMATIC|N",
            "ins_list -d bravo -r ip -f,; bravo,comm,ip,address,10.77.1.100,,OSU,INIT_ISP,,10,0,0,INTELLIGENT,Y",
            "ins_list -a comm -i 10.77.1.100 -f#; alpha#comm#ip#address#10.77.1.100##ISP#INIT_ISP##1#0#0#INTELLIGENT#Y",
            "ins_list -a filesys; ~~", "ins_gettag -i 10.77.1.100; address", "ins_gettag -d bravo -i spool; spool",
            "dep_list; web|address", "dep_list -f: -C web; web:address", "dep_list -P address; web|address",
            "dep_list -c web; web|address",
            "dep_list -p address -r generic; web|address", "dep_list -c web -r generic; ~~", "dep_list -p web; ~~",
            "eqv_list -t web; alpha|web|bravo|web|SHARED|1|10",
            "eqv_list -f: -s bravo; alpha:address:bravo:address:SHARED:1:10 / alpha:web:bravo:web:SHARED:1:10", "flg_list; busy",
            "flg_list -d bravo; backup",
            "net_list; bravo|TCP|lan1|10.0.0.1:7741|10.0.0.2:7741|ALIVE / bravo|TCP|lan2|10.0.1.1:7741|10.0.1.2:7741|ALIVE",
            "net_list -d bravo -s alpha -f#; alpha#TCP#lan1#10.0.0.2:7741#10.0.0.1:7741#ALIVE / alpha#TCP#lan2#10.0.1.2:7741#10.0.1.1:7741#ALIVE",
            "flg_test -f busy; ~~", "perform_action -t web -a restore; it is done",
            "perform_action -d bravo -t web -a remove; web is not in service on bravo, but on alpha."})
    void listsAreLinesOfFields(String typed, String lines) {
        Session session = node.lcdi(typed);
        assertEquals(List.of(), session.err());
        assertEquals(lines == null ? "" : lines, String.join(" / ", session.out()));
        assertEquals(0, session.exitCode());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "1 | perform_action -d bravo -t web -a quickCheck | not in service on bravo, but on alpha",
            "1 | sendevent -C gen -E failed -m mine -n web -S bravo | not in service on bravo", "2 | ins_list -z | no option -z",
            "2 | ins_list -t | -t needs a value",
            "2 | ins_list web | belongs to no option", "2 | ins_create -a gen -r generic | -t, -i is missing",
            "2 | ins_remove | everything",
            "2 | dep_remove | every dependency", "2 | dep_list -C web -p address | exclude each other",
            "2 | ins_lits | vigil lcdi lists them",
            "4 | ins_create -a gen -r generic -t web -i x | on alpha already",
            "4 | dep_create -p web -c address | needs address already",
            "4 | flg_create -f busy | set on alpha already", "4 | sys_create -s bravo | exists",
            "4 | net_create -s bravo -D lan1 -l 10.0.2.1 -r 10.0.2.2 | a path lan1 already",
            "5 | app_create -a mine | come with the recovery kits",
            "5 | typ_remove -a gen -r generic | come with the recovery kits",
            "5 | sys_create -s charlie | vigil cluster invite charlie",
            "5 | getlocks | getlocks is left out",
            "5 | volume | no kit for volumes",
            "5 | ins_setst -t web -S OSF | ISP, ISU, OSU", "5 | ins_setst -t web -S ISP -A | one resource at a time",
            "5 | ins_setit -t web -I ALWAYS | AUTORES_ISP", "5 | ins_setchkint -t web -c q -v soon | not a whole number",
            "5 | ins_list -f:: | not one character",
            "7 | eqv_create -t web -S bravo -o mail -e SHARED -s alpha | no resource mail",
            "5 | eqv_create -t web -S bravo -o address -e SHARED | cannot be equivalent",
            "5 | eqv_create -t web -o web -e SHARED | Both sides are on alpha",
            "5 | eqv_create -t web -p 10 -S bravo -o web -e SHARED | Both nodes would have priority 10",
            "5 | eqv_create -t web -S bravo -o web -e COLD | SHARED",
            "5 | eqv_remove -t web -S bravo -o web -e SHARED | ins_remove -d NODE",
            "5 | net_create -s bravo -n TTY -l /dev/ttyS0 -r x | TTY", "5 | net_remove -s bravo | 2 paths are meant",
            "5 | ins_create -a comm -r ip -t spool -i 10.0.0.9 | of type generic on bravo",
            "5 | perform_action -t web -a restore -- -x | no arguments",
            "6 | eqv_create -t web -p 1025 -S bravo -o web -e SHARED | from 1 to 1024",
            "6 | ins_setchkint -t web -c d -v 86401 | 0 to 86400",
            "7 | ins_list -t mail | no such resource", "7 | ins_list -d charlie | no node charlie",
            "7 | ins_gettag -i x | has the id x",
            "7 | ins_create -a gen -r qsp -t x -i x | has no type qsp", "7 | ins_create -a gen -r ip -t x -i x | has no type ip",
            "7 | typ_list -a database | no application database", "7 | ins_setst -t mail -S OSU | no resource mail on alpha",
            "7 | ins_setit -t spool -I INIT_OSU | no resource spool on alpha", "7 | dep_create -p web -c mail | no resource mail",
            "7 | dep_remove -p address | no such dependency", "7 | flg_test -f gone | not set on alpha",
            "7 | flg_remove -f gone | not set",
            "7 | sys_getst -s charlie | no node charlie", "7 | net_remove -s charlie | no such path",
            "7 | perform_action -t web -a explode | no action explode", "7 | lcdstatus -r mail | no resource mail",
            "8 | ins_remove -t address | web needs address", "8 | ins_remove -d bravo -i 10.77.1.100 | web needs address"})
    void eachMistakeHasItsCode(int exitCode, String typed, String words) {
        Session session = node.lcdi(typed);
        assertEquals(exitCode, session.exitCode(), session.toString());
        String said = String.join("\n", session.err());
        assertTrue(said.contains(words), said);
        assertTrue(said.startsWith(typed.split(" ")[0] + ": "), said);
        assertEquals(List.of(), node.changes);
    }

    /** The one table of the server's words. */
    @ParameterizedTest
    @CsvSource({"INVALID,5", "NOT_FOUND,7", "ALREADY_EXISTS,4", "NEEDED,8", "NOT_NOW,1", "FAILED,1", "UNKNOWN,1",
            "UNAUTHENTICATED,1", "FORBIDDEN,1",
            "INTERNAL,3", "SOMETHING_NEW,1"})
    void refusalsOfTheServerHaveTheirCodes(String code, int exitCode) {
        LcdiNode refusing = node.refusing(code);
        Session session = refusing.lcdi("dep_create -p address -c web");
        assertEquals(exitCode, session.exitCode());
        assertEquals(List.of("dep_create: It is refused.", "            So it is."), session.err());
    }

    @Test
    void aNodeThatDoesNotAnswerHereIsAFailedCallAndAnotherNodeIsNoContact() {
        Session here = Session.of(Map.of(), Path.of("none"), places -> {
            throw Failure.unreachable("No node runs here.", "vigil start starts it.");
        }, "lcdi", "ins_list");
        assertEquals(1, here.exitCode(), here.toString());
        LcdiNode alone = node.seeing("\"health\": \"ALIVE\", \"incarnation\": \"1\"",
                "\"health\": \"DEAD\", \"incarnation\": \"1\"");
        assertEquals(9, alone.lcdi("ins_list -d bravo").exitCode());
        assertEquals(9, alone.lcdi("perform_action -d bravo -t web -a restore").exitCode());
        assertEquals(List.of("DEAD"), alone.lcdi("sys_getst -s bravo").out());
        assertEquals(List.of(), alone.changes);
    }

    @Test
    void lcdstatusIsTheShortTableOrAllThatIsKnown() {
        assertEquals(node.lcdi("lcdstatus -e").out(), node.lcdi("lcdstatus -q").out());
        assertTrue(node.lcdi("lcdstatus -e -r web").out().getFirst().startsWith("BACKUP"));
        List<String> all = node.lcdi("lcdstatus -u").out();
        assertTrue(all.contains("  web: id=web app=gen type=generic state=ISP"), all.toString());
        assertTrue(all.contains("    depends on resources: address"), all.toString());
        assertTrue(all.contains("    SHARED equivalency with \"web\" on \"bravo\", priority = 10"), all.toString());
        assertTrue(all.contains("  machine=bravo state=ALIVE"), all.toString());
        assertTrue(all.contains("  busy"), all.toString());
        assertTrue(node.lcdi("lcdstatus -d bravo -r spool").out().stream().noneMatch(line -> line.contains("web:")));
    }

    /** Through the parser of the whole command line, which leaves what stands behind the command alone. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"lcdi flg_list -d bravo | 0", "lcdi ins_list --json | 2",
            "lcdi perform_action -t web -a restore -- -x | 5",
            "lcdi perform_action -sbn -t web -a restore -- | 0", "lcdi ins_list -h | 2", "lcdi --help | 0"})
    void theWholeCommandLineLeavesTheOptionsAlone(String typed, int exitCode) {
        Session session = Session.recorded(node, typed.split(" "));
        assertEquals(exitCode, session.exitCode(), session.toString());
    }

    @Test
    void globalOptionsStandBeforeTheCommand() {
        Session session = Session.recorded(node, "--home", "/somewhere", "lcdi", "--endpoint", "10.0.0.1", "flg_list", "-d",
                "bravo");
        assertEquals(List.of("backup"), session.out(), session.toString());
        assertEquals(LcdiVerbs.all().size(), Session.recorded(node, "lcdi").out().size());
    }
}
