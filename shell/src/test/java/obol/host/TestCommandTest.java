package obol.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code obol test} says of tests that failed. */
class TestCommandTest {
    @Test void classesThatTookLongestComeFirst() {
        String head = "<testsuite xmlns:xsi=\"x\" version=\"3.0.2\" ";
        assertEquals(List.of("1234.5 s: a.Long", "  12.0 s: a.Middle"), TestCommand.slowest(List.of(
            head + "name=\"a.Short\" time=\"0.125\" tests=\"1\">", head + "name=\"a.Long\" time=\"1,234.5\" tests=\"1\">",
            head + "name=\"a.Middle\" time=\"12\" tests=\"1\">", head + "tests=\"1\">"), 2));
    }

    @Test void failedTestsAreNamed() {
        List<String> faults = new ArrayList<>();
        TestCommand.faults(String.join("\n",
            "<testsuite name=\"a.B\" tests=\"3\" errors=\"1\" skipped=\"0\" failures=\"1\">",
            "  <testcase name=\"good\" classname=\"a.B\" time=\"0.1\"/>",
            "  <testcase name=\"wrong\" classname=\"a.B\" time=\"0.1\">",
            "    <failure message=\"expected: 1\" type=\"X\"><![CDATA[X: expected: 1",
            "\tat <error message=\"not one\"",
            "]]></failure>",
            "  </testcase>",
            "  <testcase name=\"thrown\" classname=\"a.B\" time=\"0.1\">",
            "    <error type=\"java.lang.Error\"><![CDATA[java.lang.Error",
            "]]></error>",
            "  </testcase>",
            "</testsuite>"), faults);
        assertEquals(List.of("failed: a.B.wrong: expected: 1", "failed: a.B.thrown"), faults);
    }
}
