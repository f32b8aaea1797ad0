package obol.channels.recording;

/**
 * A line of a recording.
 *
 * @param number   of the channel, from 1, in the order in which they were opened
 * @param ordinal  which method
 * @param request  null for OPEN and CLOSE
 * @param reply    null for OPEN, CLOSE, and a call that ended the channel with {@code fault}
 * @param fault    in words, or null
 */
record Event(Kind kind, int number, long ordinal, Recorded request, Recorded reply, String fault) {
    /** OPEN: a client opened a channel to the service. */
    enum Kind { OPEN, CALL, CLOSE }

    String text() {
        return switch (kind) {
            case OPEN -> number + " open";
            case CLOSE -> number + " close";
            case CALL -> number + " call " + Long.toHexString(ordinal) + " " + request.text() + " "
                    + (fault != null ? "fault " + fault.replace('\n', ' ') : reply.text());
        };
    }

    static Event parse(String line) {
        String[] words = line.split(" ", 6);
        int number = Integer.parseInt(words[0]);
        if (words[1].equals("call")) {
            boolean fault = words[4].equals("fault");
            return new Event(Kind.CALL, number, Long.parseUnsignedLong(words[2], 16), Recorded.parse(words[3]),
                    fault ? null : Recorded.parse(words[4]), fault ? words[5] : null);
        }
        return new Event(words[1].equals("open") ? Kind.OPEN : Kind.CLOSE, number, 0, null, null, null);
    }
}
