package dev.vigil.admin;

/** Addresses as a person writes them: {@code 10.0.0.1}, {@code 10.0.0.1:7741}, {@code [fe80::1]:7741}. */
final class Endpoints {
    private static final int HIGHEST_PORT = 65_535;

    private Endpoints() {}

    /** The address with its port, or with {@code port} where it has none; {@link IllegalArgumentException} says what is wrong. */
    static String withPort(String address, int port) {
        int colon = address.lastIndexOf(':');
        boolean isBareV6 = colon >= 0 && !address.startsWith("[") && address.indexOf(':') != colon;
        if (address.isEmpty() || isBareV6) {
            throw new IllegalArgumentException(
                    "\"" + address + "\" is not an address: write 10.0.0.1, 10.0.0.1:7741 or [fd00::1]:7741");
        }
        if (colon < 0 || address.endsWith("]")) {
            return address + ":" + port;
        }
        String digits = address.substring(colon + 1);
        if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) == 0 || Integer.parseInt(digits) > HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    "\"" + digits + "\" in \"" + address + "\" is not a port from 1 to " + HIGHEST_PORT);
        }
        return address;
    }
}
