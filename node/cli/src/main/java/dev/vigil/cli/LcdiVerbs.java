package dev.vigil.cli;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The commands of LCDI, and those of LifeKeeper that are left out, with the reason. */
final class LcdiVerbs {
    private static final String ON = "[-d destsys] ";
    private static final List<LcdiVerb> ALL = List.of(
            verb("app_list", "d:f:", "", "[-fC]", LcdiSystems::listApps),
            verb("app_create", "d:a:", "a", "-a app", LcdiSystems::refuseKits),
            verb("app_remove", "d:a:", "a", "-a app", LcdiSystems::refuseKits),
            verb("typ_list", "d:f:a:", "", "[-fC] [-a app]", LcdiSystems::listTypes),
            verb("typ_create", "d:a:r:", "ar", "-a app -r typ", LcdiSystems::refuseKits),
            verb("typ_remove", "d:a:r:", "ar", "-a app -r typ", LcdiSystems::refuseKits),
            verb("sys_list", "d:f:", "", "[-fC]", LcdiSystems::list),
            verb("sys_getst", "d:s:", "s", "-s sys", LcdiSystems::state),
            verb("sys_getds", "d:s:", "s", "-s sys", LcdiSystems::detailedState),
            verb("sys_create", "d:s:", "s", "-s sys", LcdiSystems::create),
            verb("sys_remove", "d:s:", "s", "-s sys", LcdiSystems::remove),
            verb("ins_create", "d:a:r:I:v:t:i:Q:D:l:s:", "arti",
                    "-a app -r typ [-I AUTORES_ISP|INIT_ISP|INIT_OSU] [-v info] -t tag -i id [-Q quickSec] [-D deepSec] [-l Y|N] "
                            + "[-s AUTOMATIC|INTELLIGENT]",
                    LcdiInstances::create),
            verb("ins_remove", "d:R:a:r:t:i:vING", "", "[-R roottag] [-a app] [-r typ] [-t tag] [-i id] [-v] [-I] [-N] [-G]",
                    LcdiInstances::remove),
            verb("ins_list", "d:f:R:a:r:t:i:", "", "[-fC] [-R top] [-a app] [-r typ] [-t tag] [-i id]", LcdiInstances::list),
            verb("ins_gettag", "d:i:", "i", "-i id", LcdiInstances::tag),
            verb("ins_setst", "d:t:S:R:A", "tS", "-t tag -S ISP|ISU|OSU [-R reason] [-A]", LcdiInstances::setState),
            verb("ins_setit", "d:t:I:", "tI", "-t tag -I AUTORES_ISP|INIT_ISP|INIT_OSU", LcdiInstances::setInitialization),
            verb("ins_setas", "d:t:s:", "ts", "-t tag -s INTELLIGENT|AUTOMATIC", LcdiInstances::setSwitchback),
            verb("ins_setchkint", "d:t:c:v:", "tcv", "-t tag -c q|d -v interval", LcdiInstances::setCheckInterval),
            verb("ins_setlocalrecover", "d:t:l:", "tl", "-t tag -l Y|N", LcdiInstances::setLocalRecovery),
            verb("ins_setinfo", "d:t:v:", "t", "-t tag [-v info]", LcdiInstances::setInfo),
            verb("ins_setin", "d:t:v:", "t", "-t tag [-v info]", LcdiInstances::setInfo),
            verb("dep_create", "d:p:c:", "pc", "-p parentTag -c childTag", LcdiDependencies::create),
            verb("dep_remove", "d:p:c:", "", "[-p parentTag] [-c childTag]", LcdiDependencies::remove),
            verb("dep_list", "d:f:C:P:c:p:r:a:", "",
                    "[-fC] [-C allchild | -P allparent | -c ofparenttag | -p ofchildtag] [-r typ] [-a app]",
                    LcdiDependencies::list),
            verb("eqv_create", "d:s:t:p:S:o:r:e:", "toe",
                    "[-s sys] -t tag [-p prio] [-S othersys] -o othertag [-r otherprio] -e SHARED", LcdiEquivalencies::create),
            verb("eqv_remove", "d:s:t:S:o:e:", "toe", "[-s sys] -t tag [-S othersys] -o othertag -e SHARED",
                    LcdiEquivalencies::remove),
            verb("eqv_list", "d:s:t:f:", "", "[-s sys] [-t tag] [-fC]", LcdiEquivalencies::list),
            verb("flg_create", "d:f:", "f", "-f flag", LcdiFlags::create),
            verb("flg_remove", "d:f:", "f", "-f flag", LcdiFlags::remove),
            verb("flg_test", "d:f:", "f", "-f flag", LcdiFlags::test),
            verb("flg_list", "d:", "", "", LcdiFlags::list),
            verb("net_create", "d:s:D:n:l:r:p:", "slr", "-s sys [-D device] [-n TCP] -l local -r remote [-p prio]",
                    LcdiPaths::create),
            verb("net_remove", "d:s:D:n:l:r:", "s", "-s sys [-D device] [-n TCP] [-l local] [-r remote]", LcdiPaths::remove),
            verb("net_list", "d:s:f:", "", "[-s sys] [-fC]", LcdiPaths::list),
            verb("lcdstatus", "d:qer:u", "", "[-q] [-e] [-r roottag] [-u]", LcdiStatus::print),
            verb("perform_action", "d:Gsbnt:a:", "ta", "[-G] [-s] [-b] [-n] -t tag -a action", LcdiActions::perform),
            new LcdiVerb("sendevent", "C:E:m:n:c:i:t:T:s:a:P:p:d:x:S:O:ozw", "CEmn",
                    "-C class -E event -m monitor -n instance [-c objclass] [-i id] [-t time] [-T ts] [-s severity] [-a type] [-P problem] "
                            + "[-p code] [-d data] [-x text] [-S system] [-O out] [-o] [-z] [-w]",
                    LcdiActions::send));

    private static final String LOCKS = "There is no lock to take: each change is made whole or not at all, one after the other.";
    private static final String REMOTE = "Nothing is run or copied on another node by this one: use the means of the system.";
    private static final Map<String, String> LEFT_OUT = new TreeMap<>(Map.of("getlocks", LOCKS, "rlslocks", LOCKS, "lcdremexec",
            REMOTE,
            "lcdrcp", REMOTE, "lcdlockf", LOCKS, "lcdsync", "There is nothing to write: what is acknowledged is on the disk.",
            "lcdrecover", "There are no global scripts before and behind an action.", "volume", "There is no kit for volumes."));

    private LcdiVerbs() {}

    private static LcdiVerb verb(String name, String letters, String required, String synopsis, Consumer<LcdiCall> work) {
        return new LcdiVerb(name, letters, required, (ON + synopsis).strip(), work);
    }

    static List<LcdiVerb> all() {
        return ALL;
    }

    static Map<String, String> leftOut() {
        return LEFT_OUT;
    }

    static LcdiVerb find(String name) {
        return ALL.stream().filter(verb -> verb.name().equals(name)).findFirst().orElseThrow(() -> unknown(name));
    }

    private static Failure unknown(String name) {
        String reason = LEFT_OUT.get(name);
        return reason == null
                ? LcdiExit.SYNTAX.because("LCDI has no command \"" + name + "\".", "vigil lcdi lists them.")
                : LcdiExit.ILLEGAL.because("LifeKeeper's " + name + " is left out. " + reason, "");
    }

    /** The names, for the completion of shells. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ALL.stream().map(LcdiVerb::name).sorted().iterator();
        }
    }
}
