package obol.system.servers.dev;

import java.util.function.Supplier;
import obol.styx.Errno;
import obol.styx.OpenMode;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.ram.Directory;
import obol.styx.ram.RamTree;
import obol.styx.ram.Synthetic;
import obol.styx.server.FileServer;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.User;

/** Builds the tree of {@code /dev}. */
public final class DeviceTree {
    /** Most bytes that one read of an endless file gives. */
    private static final int MOST = 64 << 10;

    private DeviceTree() {
    }

    public static FileServer of(MachineFacts facts) {
        RamTree tree = new RamTree(facts::now, 1 << 20, "obol", 0555);
        Directory root = tree.root();
        try {
            root.synthetic("sysname", 0666, new Name());
            text(root, "sysstat", () -> cores(facts));
            root.synthetic("full", 0666, (user, mode) -> new Full());
            text(root, "build", () -> facts.build() + '\n');
            text(root, "time", () -> facts.now() / 1000 + "\n");
            text(root, "memory", () -> memory(facts));
            text(root, "check", facts::check);
            endless(root, "null", bytes -> false);
            endless(root, "zero", bytes -> true);
            endless(root, "random", bytes -> {
                facts.random(bytes);
                return true;
            });
        } catch (StyxException full) {
            throw new IllegalStateException("the files of /dev", full);
        }
        return tree;
    }

    private static void text(Directory root, String name, Supplier<String> text) throws StyxException {
        root.synthetic(name, 0444, Synthetic.text(text));
    }

    private static String memory(MachineFacts facts) {
        StringBuilder text = new StringBuilder();
        for (MachineFacts.Memory memory : facts.memory()) {
            text.append(memory.name()).append(' ').append(memory.used()).append(' ').append(memory.limit()).append('\n');
        }
        return text.toString();
    }

    private static String cores(MachineFacts facts) {
        StringBuilder text = new StringBuilder();
        for (MachineFacts.Core core : facts.cores()) {
            text.append(core.number()).append(' ').append(core.switches()).append(' ').append(core.messages()).append(' ').append(core.interrupts())
                .append(' ').append(core.idle() / 1000).append('\n');
        }
        return text.toString();
    }

    /** {@code sysname}: what the machine is called until it ends. */
    private static final class Name implements Synthetic {
        private static final int MOST = 64;
        private String name = "obol";

        @Override
        public OpenFile open(User user, OpenMode mode) throws StyxException {
            return mode.writes() ? Synthetic.command((who, text) -> rename(text)).open(user, mode) : Synthetic.text(() -> name + '\n').open(user, mode);
        }

        private void rename(String text) throws StyxException {
            boolean good = !text.isEmpty() && text.length() <= MOST;
            for (int i = 0; good && i < text.length(); i++) {
                char c = text.charAt(i);
                good = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-';
            }
            if (!good) {
                throw new StyxException(Errno.EINVAL, "bad name");
            }
            name = text;
        }
    }

    /** {@code full}: a disk without room. */
    private static final class Full implements OpenFile {
        @Override
        public void read(long offset, int count, Reply<Slice> reply) {
            reply.ok(Slice.of(new byte[Math.max(0, Math.min(count, MOST))]));
        }

        @Override
        public void write(long offset, Slice data, Reply<Integer> reply) throws StyxException {
            throw new StyxException(Errno.ENOSPC);
        }
    }

    /** Fills a zeroed array with what a read gives; false for the end of the file. */
    private interface Filler {
        boolean fill(byte[] bytes);
    }

    /** A file that reads the same at any offset, and swallows what is written. */
    private static void endless(Directory root, String name, Filler filler) throws StyxException {
        root.synthetic(name, 0666, (user, mode) -> new OpenFile() {
            @Override
            public void read(long offset, int count, Reply<Slice> reply) throws StyxException {
                if (count < 0) {
                    throw new StyxException(Errno.EINVAL);
                }
                byte[] bytes = new byte[Math.min(count, MOST)];
                reply.ok(filler.fill(bytes) ? Slice.of(bytes) : Slice.EMPTY);
            }

            @Override
            public void write(long offset, Slice data, Reply<Integer> reply) {
                reply.ok(data.length());
            }
        });
    }
}
