package obol.channels.recording;

import java.util.Arrays;
import java.util.Locale;

/**
 * A line of a recording.
 *
 * @param number   of the channel, from 1, in the order in which they were opened; or of the flow, likewise
 * @param ordinal  of a CALL: which method
 * @param request  of a CALL
 * @param reply    of a CALL its reply, null if it ended the channel with {@code fault}; of a FLOW the message that crossed, or null
 * @param fault    of a CALL, in words; or null
 * @param what     of a FLOW; else null
 */
record Event(Kind kind, int number, long ordinal, Recorded request, Recorded reply, String fault, Flow what) {
    private static final String FLOW = "flow ";

    /** OPEN: a client opened a channel to the service. FLOW: something happened to one half of a Pending or stream that had crossed. */
    enum Kind { OPEN, CALL, CLOSE, FLOW }

    /** What happened to a half, by whoever had it. */
    enum Flow {
        /** A message was taken. */
        ITEM,
        /** A wait for a message ended, as the other half is gone. */
        GONE,
        /** A message was sent. */
        PUT,
        /** The last message was sent. */
        LAST,
        /** It was noticed that nobody takes messages any more. */
        CANCELLED,
        /** The half was closed. */
        CLOSE;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Event channel(Kind kind, int number) {
        return new Event(kind, number, 0, null, null, null, null);
    }

    static Event call(int number, long ordinal, Recorded request, Recorded reply, String fault) {
        return new Event(Kind.CALL, number, ordinal, request, reply, fault, null);
    }

    /** @param message null where none crosses */
    static Event flow(int number, Flow what, Recorded message) {
        return new Event(Kind.FLOW, number, 0, null, message, null, what);
    }

    String text() {
        return switch (kind) {
            case OPEN -> number + " open";
            case CLOSE -> number + " close";
            case CALL -> number + " call " + Long.toHexString(ordinal) + " " + request.text() + " "
                    + (fault != null ? "fault " + fault.replace('\n', ' ') : reply.text());
            case FLOW -> FLOW + number + " " + what.text() + (reply == null ? "" : " " + reply.text());
        };
    }

    static Event parse(String line) {
        if (line.startsWith(FLOW)) {
            String[] words = line.substring(FLOW.length()).split(" ");
            Flow what = Arrays.stream(Flow.values()).filter(each -> each.text().equals(words[1])).findFirst().orElseThrow();
            return flow(Integer.parseInt(words[0]), what, words.length > 2 ? Recorded.parse(words[2]) : null);
        }
        String[] words = line.split(" ", 6);
        int number = Integer.parseInt(words[0]);
        if (words[1].equals("call")) {
            boolean fault = words[4].equals("fault");
            return call(number, Long.parseUnsignedLong(words[2], 16), Recorded.parse(words[3]),
                    fault ? null : Recorded.parse(words[4]), fault ? words[5] : null);
        }
        return channel(words[1].equals("open") ? Kind.OPEN : Kind.CLOSE, number);
    }
}
