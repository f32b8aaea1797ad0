package obol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same programs booted in QEMU: the same output, error output and status. */
@Tag("qemu")
class BootTest {
    static List<String> programs() {
        return Programs.names();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void booted(String program) {
        assertEquals(Programs.onHotSpot(program, "small"), Programs.boot(Programs.image("pc"), program, "small"));
    }
}
