package obol.system.init;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import obol.styx.Errno;
import obol.styx.OpenMode;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.ram.Synthetic;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.User;

/**
 * The files {@code trace}: while one is open the messages to its process are noted, and each read gives the lines of those that came
 * since, whatever its offset; nothing if none did. So nobody waits. Several may be open; each gets all lines. Used by the loop's thread.
 */
final class MessageTrace {
    /** Lines that are kept for a file that nobody reads. */
    private static final int MOST = 4096;

    private final Machine machine;
    /** By the server's process. */
    private final Map<Integer, List<Opened>> opened = new HashMap<>();

    MessageTrace(Machine machine) {
        this.machine = machine;
    }

    /** The file for a process. */
    Synthetic of(Sip sip) {
        return (user, mode) -> open(sip.number);
    }

    private OpenFile open(int process) throws StyxException {
        collect();
        if (!machine.note(process, true)) {
            throw new StyxException(Errno.EPERM);
        }
        Opened file = new Opened(process);
        opened.computeIfAbsent(process, p -> new ArrayList<>()).add(file);
        return file;
    }

    private void collect() {
        for (ChannelTraffic.Sent sent : machine.sent()) {
            for (Opened file : opened.getOrDefault(sent.server(), List.of())) {
                file.add(line(sent));
            }
        }
    }

    private static String line(ChannelTraffic.Sent sent) {
        return sent.number() + " " + sent.micros() + ' ' + Long.toHexString(sent.channel()) + ' ' + sent.client() + ' ' + sent.kind() + ' '
            + sent.bytes() + ' ' + sent.handles() + ' ' + Long.toHexString(sent.ordinal()) + '\n';
    }

    private final class Opened implements OpenFile {
        private final int process;
        private final Deque<String> lines = new ArrayDeque<>();
        /** Of a line that did not fit. */
        private Slice rest = Slice.EMPTY;
        private boolean closed;

        Opened(int process) {
            this.process = process;
        }

        void add(String line) {
            if (lines.size() == MOST) {
                lines.remove();
            }
            lines.add(line);
        }

        @Override
        public void read(long offset, int count, Reply<Slice> reply) {
            collect();
            StringBuilder text = new StringBuilder();
            while (rest.length() == 0 && !lines.isEmpty() && text.length() + lines.peek().length() <= count) {
                text.append(lines.remove());
            }
            if (rest.length() == 0 && text.length() == 0 && !lines.isEmpty()) {
                rest = Slice.of(lines.remove().getBytes(StandardCharsets.US_ASCII));
            }
            if (text.length() > 0) {
                reply.ok(Slice.of(text.toString().getBytes(StandardCharsets.US_ASCII)));
                return;
            }
            Slice part = rest.part(0, count);
            rest = rest.part(part.length(), rest.length());
            reply.ok(part);
        }

        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            collect(); // what was noted for others goes with the last process that is
            List<Opened> files = opened.get(process);
            files.remove(this);
            if (files.isEmpty()) {
                opened.remove(process);
                machine.note(process, false);
            }
        }
    }
}
