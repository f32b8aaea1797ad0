package obol.system.servers.dev;

import java.util.function.Supplier;
import obol.styx.Errno;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.ram.Directory;
import obol.styx.ram.RamTree;
import obol.styx.ram.Synthetic;
import obol.styx.server.FileServer;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;

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
            text(root, "sysname", () -> "obol\n");
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
