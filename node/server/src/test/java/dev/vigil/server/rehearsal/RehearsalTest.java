package dev.vigil.server.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vigil.platform.InterfaceListing;
import dev.vigil.platform.Platform;
import dev.vigil.server.kithost.KitCatalog;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private static final int RESTORES = 8;
    private static final int ACTIONS = 4;

    /** Two resources, four times: by request, two moves, and a failover. What is not played is not practised. */
    @Test
    void theControllersLiveThroughMovesAndAFailover() {
        assertEquals(RESTORES, new PlayedCluster().play());
    }

    @Test
    void theAddressKitDoesEveryActionAgainAndAgain() throws InterruptedException {
        try (PlayedActions actions = new PlayedActions(KitCatalog.load(getClass().getClassLoader()),
                Platform.current().clock())) {
            assertEquals(ACTIONS, actions.play());
            assertEquals(ACTIONS, actions.play());
        }
    }

    @Test
    void theMachineIsLeftAsItWas() {
        Platform platform = Platform.current();
        InterfaceListing before = platform.addresses().interfaces();
        Rehearsal rehearsal = new Rehearsal(platform, KitCatalog.load(getClass().getClassLoader()));
        rehearsal.begin();
        rehearsal.close();
        assertEquals(before, platform.addresses().interfaces());
    }
}
