package dev.vigil.platform;

import java.time.Duration;

/**
 * How leased addresses are kept.
 *
 * @param lifetime how long the kernel keeps an address that nobody renews; whole seconds
 * @param renewEvery the time between two renewals
 * @param tolerance by how much a renewal may be late before this process no longer believes that it owns anything
 */
public record LeaseTerms(Duration lifetime, Duration renewEvery, Duration tolerance) {
    public LeaseTerms {
        if (!renewEvery.isPositive() || !tolerance.isPositive()) {
            throw new IllegalArgumentException(
                    "renewal every " + renewEvery + " with tolerance " + tolerance + " is not positive");
        }
        if (renewEvery.multipliedBy(2).compareTo(lifetime) > 0) {
            throw new IllegalArgumentException(
                    "a lifetime of " + lifetime + " leaves no second chance to a renewal every " + renewEvery);
        }
    }

    /** Two seconds, renewed twice a second. */
    public static LeaseTerms usual(Duration tolerance) {
        return new LeaseTerms(Duration.ofSeconds(2), Duration.ofMillis(500), tolerance);
    }
}
