package dev.vigil.platform.posix;

import dev.vigil.platform.AddressAssignment;
import dev.vigil.platform.AddressOutcome;
import dev.vigil.platform.LeaseListener;
import dev.vigil.platform.LeaseTerms;
import dev.vigil.platform.LeasedAddresses;
import java.time.Duration;
import java.util.List;
import java.util.Scanner;

/** A process of its own that holds one leased address, so that a test can stop and kill it. */
final class LeaseHolder {
    private LeaseHolder() {}

    /** Holds 10.9.9.9 on v0; each line of input is a wish to resume. */
    public static void main(String[] arguments) throws Exception {
        LeaseListener listener = new LeaseListener() {
            @Override
            public void stalled(Duration late, List<AddressAssignment> suspended) {
                System.out.println("stalled " + late.toMillis() + " " + suspended);
            }

            @Override
            public void lost(AddressAssignment assignment) {
                System.out.println("lost " + assignment);
            }

            @Override
            public void troubled(AddressAssignment assignment, AddressOutcome outcome) {
                System.out.println("troubled " + outcome);
            }

            @Override
            public void broken(RuntimeException mistake) {
                System.out.println("broken " + mistake);
            }
        };
        var leased = LeasedAddresses.start(new NetlinkAddresses(new NetlinkSocket()),
                new BoottimeClock(),
                LeaseTerms.usual(Duration.ofMillis(1000)), listener);
        System.out.println(leased.hold(NetlinkAddressesTest.on("v0", "10.9.9.9", 24)).getClass().getSimpleName());
        Scanner wishes = new Scanner(System.in);
        while (wishes.hasNextLine()) {
            wishes.nextLine();
            System.out.println("resumed " + leased.resume().size());
        }
    }
}
