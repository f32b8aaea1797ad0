package obol.system.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words with which the machine is started. */
class BootOptionsTest {
    private static BootOptions parse(String... words) {
        return BootOptions.parse(List.of(words));
    }

    @Test
    void words() {
        assertEquals(new BootOptions(Optional.empty(), true, 0, false, Optional.empty(), false, false), parse());
        assertEquals(new BootOptions(Optional.of("ls /"), false, 0, false, Optional.empty(), false, false), parse("-c", "ls /"));
        assertEquals(new BootOptions(Optional.of("--mem"), true, 0, false, Optional.empty(), false, false), parse("--port", "0", "-c", "--mem"));
        assertEquals(new BootOptions(Optional.of("--seal"), false, 64 << 20, false, Optional.empty(), false, true), parse("--seal", "--mem", "64M", "--seal", "-c", "--seal"));
        assertEquals(new BootOptions(Optional.of("ls"), false, 0, false, Optional.of("share"), false, false), parse("--share", "-c", "ls"));
        assertEquals(new BootOptions(Optional.of("ls"), false, 0, true, Optional.empty(), false, false), parse("--net", "-c", "ls"));
        assertEquals(new BootOptions(Optional.empty(), true, 64 << 20, false, Optional.empty(), false, false), parse("--mem", "64M", "--cpus", "2", "--with", "a.jar", "--dial", "127.0.0.1:1"));
    }

    @ParameterizedTest
    @CsvSource({"4M, 4194304", "4096K, 4194304", "2G, 2147483648", "5000000, 5000000"})
    void sizes(String text, long bytes) {
        assertEquals(bytes, parse("--mem", text).memory());
    }

    @ParameterizedTest
    @CsvSource({"--mem, 1M, --mem 1M: the least that boots is 4M", "--mem, 64X, --mem 64X: not a size", "--mem, M, --mem M: not a size",
        "--mem, -8M, --mem -8M: not a size", "--mem, 99999999999G, --mem 99999999999G: not a size", "--port, 65536, --port 65536: not a port",
        "--port, x, --port x: not a port", "--bad, 1, unknown option --bad"})
    void wrongValues(String option, String value, String message) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, () -> parse(option, value)).getMessage());
    }

    @Test
    void aMissingValue() {
        assertEquals("-c needs a value", assertThrows(IllegalArgumentException.class, () -> parse("--port", "0", "-c")).getMessage());
    }
}
