package dev.vigil.server.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.vigil.admin.CallLimits;
import dev.vigil.platform.Halt;

class NodeSettingsTest {
    private static final String NEEDED = "node: alpha\nadmin: 10.0.0.1:7742\n";

    @Test
    void limitsAreTheUsualOnesUnlessTold() throws Trouble {
        assertEquals(CallLimits.DEFAULT, NodeSettings.parse("vigil.yaml", NEEDED).limits());
        NodeSettings told = NodeSettings.parse("vigil.yaml", NEEDED + "queries-per-second: 1000\nstrangers-per-second: 1\n");
        assertEquals(new CallLimits(CallLimits.DEFAULT.changes(), 1000, 1), told.limits());
        assertEquals(told, NodeSettings.parse("vigil.yaml", told.text()));
    }

    @Test
    void whatTheMachineBearsIsTold() throws Trouble {
        assertEquals(NodeSettings.Work.DEFAULT, NodeSettings.parse("vigil.yaml", NEEDED).work());
        NodeSettings told = NodeSettings.parse("vigil.yaml",
                NEEDED + "kit-actions-at-once: 8\nkit-checks-at-once: 2\nhalt: reboot\n");
        assertEquals(new NodeSettings.Work(8, 2, Halt.Method.REBOOT, true), told.work());
        assertEquals(told, NodeSettings.parse("vigil.yaml", told.text()));
        assertEquals(Halt.Method.OFF, NodeSettings.parse("vigil.yaml", NEEDED + "halt: off").work().halt());
        Trouble trouble = assertThrows(Trouble.class, () -> NodeSettings.parse("vigil.yaml", NEEDED + "halt: please"));
        assertTrue(String.valueOf(trouble.getMessage()).contains("halt is please; it is one of [off, reboot, sysrq]"),
                trouble.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10001", "-5", "many", "1.5", "[1]"})
    void aLimitThatIsNoneIsNamed(String value) {
        Trouble trouble = assertThrows(Trouble.class,
                () -> NodeSettings.parse("vigil.yaml", NEEDED + "changes-per-second: " + value));
        assertTrue(String.valueOf(trouble.getMessage()).contains("changes-per-second is " + value), trouble.toString());
        assertTrue(String.valueOf(trouble.getMessage()).contains("from 1 to 10000"), trouble.toString());
    }

    @Test
    void thereIsAGuardUnlessTold() throws Trouble {
        assertTrue(NodeSettings.parse("vigil.yaml", NEEDED).work().isGuarded());
        NodeSettings told = NodeSettings.parse("vigil.yaml", NEEDED + "guard: off\n");
        assertFalse(told.work().isGuarded());
        assertEquals(told, NodeSettings.parse("vigil.yaml", told.text()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"guard: maybe", "guard: 7"})
    void aGuardThatIsNoneIsNamed(String line) {
        Trouble trouble = assertThrows(Trouble.class, () -> NodeSettings.parse("vigil.yaml", NEEDED + line));
        assertTrue(String.valueOf(trouble.getMessage()).contains(line.replace(":", " is")), trouble.toString());
    }
}
