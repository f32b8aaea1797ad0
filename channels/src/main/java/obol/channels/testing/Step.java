package obol.channels.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client does next, a line of a transcript:
 * <pre>
 *   1.login "ann" {"text":"x"}         a call on channel 1
 *   1.close                            the client closes channel 1
 *   kill 1.login "ann" {"text":"x"}    the same call, and the client dies when the server has begun to handle it
 *   crash 1.login "ann" {"text":"x"}   the same call, and the server dies then; channel 1 is from there on one to a new server
 * </pre>
 *
 * @param method    null to close
 * @param arguments JSON values
 * @param end       who dies during the call
 */
record Step(int channel, String method, List<String> arguments, End end) {
    private static final Pattern LINE = Pattern.compile("(kill |crash )?([0-9]{1,9})\\.([^ ]+)(?: (.*))?");
    private static final String CLOSE = "close";

    /** Who dies during a call. */
    enum End {
        NOBODY(""), CLIENT("kill "), SERVER("crash ");

        private final String word;

        End(String word) {
            this.word = word;
        }
    }

    Step {
        arguments = List.copyOf(arguments);
    }

    static Step close(int channel) {
        return new Step(channel, null, List.of(), End.NOBODY);
    }

    Step with(List<String> others) {
        return new Step(channel, method, others, end);
    }

    Step at(int other) {
        return new Step(other, method, arguments, end);
    }

    Step with(End other) {
        return new Step(channel, method, arguments, other);
    }

    /** Whether something among the arguments fails in the hands of whoever uses it. */
    boolean givesWhatFails() {
        return arguments.stream().anyMatch(argument -> argument.contains("\"@fails\"") || argument.contains("\"@gone\""));
    }

    /** The arguments on one line. */
    String line() {
        return String.join(" ", arguments);
    }

    @Override
    public String toString() {
        return end.word + channel + "." + (method == null ? CLOSE : method) + (arguments.isEmpty() ? "" : " " + line());
    }

    /** The steps of a transcript; empty lines and what begins with {@code #} are left out. */
    static List<Step> parse(String transcript) {
        List<Step> steps = new ArrayList<>();
        for (String each : transcript.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).toList()) {
            Matcher line = LINE.matcher(each);
            if (!line.matches()) {
                throw new IllegalArgumentException("not a step of a transcript: " + each);
            }
            boolean close = line.group(3).equals(CLOSE);
            List<String> arguments = line.group(4) == null || close ? List.of() : List.of(line.group(4));
            End end = line.group(1) == null ? End.NOBODY : line.group(1).equals(End.CLIENT.word) ? End.CLIENT : End.SERVER;
            steps.add(new Step(Integer.parseInt(line.group(2)), close ? null : line.group(3), arguments, end));
        }
        return steps;
    }
}
