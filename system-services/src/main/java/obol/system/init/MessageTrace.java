package obol.system.init;

import java.util.ArrayList;
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
import obol.system.servers.text.Lines;

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
    /** By the server's process, those that nobody has opened yet. */
    private final Map<Integer, OpenFile> kept = new HashMap<>();

    MessageTrace(Machine machine) {
        this.machine = machine;
    }

    /** The file for a process. */
    Synthetic of(Sip sip) {
        return (user, mode) -> {
            OpenFile begun = kept.remove(sip.number);
            return begun != null ? begun : open(sip.number);
        };
    }

    /** From now on messages to a process are noted for whoever opens its file next; or not any more. False if they cannot be noted. */
    boolean keep(Sip sip, boolean on) {
        try {
            if (!on && kept.containsKey(sip.number)) {
                kept.remove(sip.number).close();
            } else if (on && !kept.containsKey(sip.number)) {
                kept.put(sip.number, open(sip.number));
            }
            return true;
        } catch (StyxException refused) {
            return false;
        }
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
                file.lines.add(line(sent));
            }
        }
    }

    private static String line(ChannelTraffic.Sent sent) {
        return sent.number() + " " + sent.micros() + ' ' + Long.toHexString(sent.channel()) + ' ' + sent.client() + ' ' + sent.kind() + ' '
            + sent.bytes() + ' ' + sent.handles() + ' ' + Long.toHexString(sent.ordinal()) + '\n';
    }

    private final class Opened implements OpenFile {
        private final int process;
        private final Lines lines = new Lines(MOST);
        private boolean closed;

        Opened(int process) {
            this.process = process;
        }

        @Override
        public void read(long offset, int count, Reply<Slice> reply) {
            collect();
            reply.ok(lines.take(count));
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
