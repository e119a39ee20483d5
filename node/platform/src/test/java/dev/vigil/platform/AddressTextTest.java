package dev.vigil.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTextTest {
    @ParameterizedTest
    @CsvSource({"FD00:0009:0:0::9,fd00:9::9", "::,::", "::1,::1", "2001:db8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
            "2001:0:0:1:0:0:0:1,2001:0:0:1::1", "2001:db8:0:0:1:0:0:1,2001:db8::1:0:0:1", "fe80:0:0:0:0:0:0:0,fe80::",
            "192.0.2.10,192.0.2.10"})
    void isWrittenAsToolsWriteIt(String given, String expected) throws Exception {
        assertEquals(expected, AddressText.of(InetAddress.getByName(given)));
    }
}
