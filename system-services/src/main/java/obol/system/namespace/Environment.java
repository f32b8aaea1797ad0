package obol.system.namespace;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import obol.styx.AttributeChange;
import obol.styx.Attributes;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.Qid;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.server.Created;
import obol.styx.server.Creation;
import obol.styx.server.FileServer;
import obol.styx.server.Node;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.User;

/** The variables of a process as a directory of files: the map itself, seen and changed in place. */
final class Environment implements FileServer {
    private static final int MOST_BYTES = 32 << 10;

    private final Map<String, String> variables;
    private final String owner;
    private final long born = System.currentTimeMillis() * 1_000_000;
    /** Names that were ever seen, by number: the order of listings, and the files' identity. */
    private final Map<String, Long> numbers = new java.util.HashMap<>();
    private final TreeMap<Long, String> order = new TreeMap<>();

    Environment(Map<String, String> variables, String owner) {
        this.variables = variables;
        this.owner = owner;
    }

    @Override
    public void attach(User user, String tree, OpenFile authentication, Reply<Node> reply) {
        reply.ok(new Root());
    }

    private long number(String name) {
        Long known = numbers.get(name);
        if (known == null) {
            known = numbers.size() + 1L;
            numbers.put(name, known);
            order.put(known, name);
        }
        return known;
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    private Attributes describe(String name, Qid qid, int mode) {
        Attributes a = new Attributes();
        a.qid = qid;
        a.name = name;
        a.mode = mode;
        a.accessed = born;
        a.modified = born;
        a.changed = born;
        a.created = born;
        a.owner = owner;
        a.group = owner;
        a.modifier = owner;
        return a;
    }

    private final class Root implements Node {
        @Override
        public Qid qid() {
            return new Qid(Mode.QTDIR, 0, 0);
        }

        @Override
        public void attributes(Reply<Attributes> reply) {
            reply.ok(describe("/", qid(), Mode.DMDIR | 0755));
        }

        @Override
        public void walk(User user, String name, Reply<Node> reply) throws StyxException {
            if (!variables.containsKey(name)) {
                throw new StyxException(Errno.ENOENT);
            }
            reply.ok(new Variable(name));
        }

        @Override
        public void open(User user, OpenMode mode, Reply<OpenFile> reply) {
            for (String name : variables.keySet()) {
                number(name);
            }
            reply.ok(new OpenFile() {
                @Override
                public void list(long after, int most, Reply<List<Entry>> listed) {
                    List<Entry> entries = new ArrayList<>();
                    for (Map.Entry<Long, String> e : order.tailMap(after, false).entrySet()) {
                        if (entries.size() < most && variables.containsKey(e.getValue())) {
                            entries.add(new Entry(e.getKey(), new Variable(e.getValue()).attributes()));
                        }
                    }
                    listed.ok(entries);
                }
            });
        }

        @Override
        public void create(User user, Creation what, Reply<Created> reply) throws StyxException {
            if ((what.mode() & Mode.KIND) != 0 || what.open() == null || what.name().indexOf('=') >= 0) {
                throw new StyxException(Errno.EACCES);
            }
            if (what.open().exclusive() && variables.containsKey(what.name())) {
                throw new StyxException(Errno.EEXIST);
            }
            variables.putIfAbsent(what.name(), "");
            Variable made = new Variable(what.name());
            reply.ok(new Created(made, made.open(what.open())));
        }

        @Override
        public void unlink(User user, String name, boolean directory, Reply<Void> reply) throws StyxException {
            if (directory) {
                throw new StyxException(Errno.ENOTDIR);
            }
            new Variable(name).remove(user, reply);
        }
    }

    private final class Variable implements Node {
        private final String name;

        Variable(String name) {
            this.name = name;
        }

        private String value() throws StyxException {
            String value = variables.get(name);
            if (value == null) {
                throw new StyxException(Errno.ENOENT);
            }
            return value;
        }

        Attributes attributes() {
            Attributes a = describe(name, qid(), 0644);
            a.length = bytes(variables.getOrDefault(name, "")).length;
            return a;
        }

        @Override
        public Qid qid() {
            return new Qid(Mode.QTFILE, variables.getOrDefault(name, "").hashCode(), number(name));
        }

        @Override
        public void attributes(Reply<Attributes> reply) throws StyxException {
            value();
            reply.ok(attributes());
        }

        @Override
        public void open(User user, OpenMode mode, Reply<OpenFile> reply) throws StyxException {
            value();
            reply.ok(open(mode));
        }

        OpenFile open(OpenMode mode) {
            if (mode.truncate()) {
                variables.put(name, "");
            }
            return new Contents(name, mode.append());
        }

        @Override
        public void change(User user, AttributeChange change, Reply<Void> reply) throws StyxException {
            if (change.mask != AttributeChange.LENGTH || change.length > MOST_BYTES) {
                throw new StyxException(Errno.EPERM, "wstat prohibited");
            }
            variables.put(name, new String(Arrays.copyOf(bytes(value()), (int) change.length), StandardCharsets.UTF_8));
            reply.ok(null);
        }

        @Override
        public void remove(User user, Reply<Void> reply) throws StyxException {
            value();
            variables.remove(name);
            reply.ok(null);
        }
    }

    private final class Contents implements OpenFile {
        private final String name;
        private final boolean append;
        /** What was written last, whole: a character may come in two writes. */
        private byte[] written = new byte[0];

        Contents(String name, boolean append) {
            this.name = name;
            this.append = append;
        }

        private byte[] present() {
            byte[] present = bytes(variables.getOrDefault(name, ""));
            return Arrays.equals(present, bytes(new String(written, StandardCharsets.UTF_8))) ? written : present;
        }

        @Override
        public void read(long offset, int count, Reply<Slice> reply) {
            byte[] value = present();
            reply.ok(offset >= value.length ? Slice.EMPTY : Slice.of(value).part((int) offset, count));
        }

        @Override
        public void write(long offset, Slice data, Reply<Integer> reply) throws StyxException {
            byte[] value = present();
            long at = append ? value.length : offset;
            if (at + data.length() > MOST_BYTES) {
                throw new StyxException(Errno.EFBIG);
            }
            byte[] next = Arrays.copyOf(value, Math.max(value.length, (int) at + data.length()));
            System.arraycopy(data.array(), data.offset(), next, (int) at, data.length());
            written = next;
            variables.put(name, new String(next, StandardCharsets.UTF_8));
            reply.ok(data.length());
        }
    }
}
