package obol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every program does on Obol what it does on HotSpot: output, error output, status. */
class ProgramsTest {
    static List<String> programs() {
        return Programs.names();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void hosted(String program) {
        assertEquals(Programs.onHotSpot(program), Programs.hosted(Map.of(), program));
    }

    /** A collection at every poll, the heap checked before and after each. */
    @ParameterizedTest
    @MethodSource("programs")
    @Tag("slow")
    void collectingAtEveryPoll(String program) {
        assertEquals(Programs.onHotSpot(program, "small"), Programs.hosted(Map.of("OBOL_STRESS", "collect,verify"), program, "small"));
    }

    /** A switch of threads at every poll. */
    @ParameterizedTest
    @MethodSource("programs")
    @Tag("slow")
    void switchingAtEveryPoll(String program) {
        assertEquals(Programs.onHotSpot(program, "small"), Programs.hosted(Map.of("OBOL_STRESS", "preempt"), program, "small"));
    }
}
