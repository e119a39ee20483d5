package dev.vigil.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.protocol.admin.CreateFenceRequest;
import dev.vigil.protocol.admin.SetFencingRequest;
import dev.vigil.protocol.admin.TestFenceRequest;
import dev.vigil.recovery.Request;

class FenceCallsTest {
    private final FenceCalls calls = new FenceCalls(new FakeNode(LcdState.EMPTY));

    private static List<String> rows(Request request) {
        return ((Request.ChangeConfig) request).changes().stream().map(Change::toLine).map(Object::toString).toList();
    }

    @Test
    void whatIsNotToldIsUsual() {
        CreateFenceRequest q = CreateFenceRequest.newBuilder().setName("pdu").setNode("alpha").setAgent("/usr/sbin/fence_apc")
                .putOptions("ip", "10.0.0.9").build();
        assertEquals(
                List.of("fence action=off agent=/usr/sbin/fence_apc limit-ms=60000 name=pdu node=alpha p.ip=10.0.0.9 step=1"),
                rows(calls.create(q)));
        assertEquals(List.of("fencing delay-ms=5000 mode=required"),
                rows(calls.set(SetFencingRequest.newBuilder().setMode("required").build())));
        assertEquals(List.of("fencing delay-ms=0 mode=off"),
                rows(calls.set(SetFencingRequest.newBuilder().setMode("off").setDelayMs(0).build())));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThrows(AdminRefusal.class, () -> calls.set(SetFencingRequest.newBuilder().setMode("perhaps").build()));
        assertThrows(AdminRefusal.class, () -> calls.test(TestFenceRequest.newBuilder().setName("pdu").build()));
        assertThrows(AdminRefusal.class, () -> calls.create(
                CreateFenceRequest.newBuilder().setName("pdu").setNode("alpha").setAgent("fence_apc").build()));
        assertEquals(0, calls.list().getDevicesCount());
        assertEquals("off", calls.list().getMode());
    }
}
