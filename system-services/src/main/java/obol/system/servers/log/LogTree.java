package obol.system.servers.log;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongSupplier;
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
import obol.system.servers.text.LineFile;
import obol.system.servers.text.Lines;

/**
 * {@code /NAME} is a log: what is written is appended in lines {@code MICROSECONDS TEXT}, with the time since 1970; a read ends at the end.
 * {@code /follow/NAME} is the same log, of which a read waits at the end. Making a file makes a log, removing it ends those who follow.
 * Used by one thread.
 */
public final class LogTree implements FileServer {
    /** Logs, bytes that are kept of one, and characters of a line's text. */
    static final int LOGS_MOST = 64, BYTES_MOST = 64 << 10, TEXT_MOST = 1024;
    /** Characters of a time and the blank behind it. */
    private static final int STAMP_MOST = 21;
    /** Lines that are kept for who follows and does not read. */
    private static final int FOLLOWED_MOST = 2048;
    private static final String FOLLOW = "follow", OWNER = "obol";
    private static final int ROOT_NUMBER = 1 << 30, FOLLOW_NUMBER = ROOT_NUMBER + 1;
    private static final long MICRO = 1000;
    /** Of an append-only file these change nothing; a shell truncates what it writes to, and some clients set the times. */
    private static final int HARMLESS = AttributeChange.LENGTH | AttributeChange.ACCESSED | AttributeChange.MODIFIED
            | AttributeChange.ACCESSED_NOW | AttributeChange.MODIFIED_NOW;

    private final LongSupplier clock;
    private final long made;
    private final TreeMap<String, Journal> logs = new TreeMap<>();
    private long lastNumber = -1;
    private final Folder root = new Folder("/", ROOT_NUMBER, Mode.DMDIR | 0777);
    private final Folder follow = new Folder(FOLLOW, FOLLOW_NUMBER, Mode.DMDIR | 0555);

    /** @param clock nanoseconds since 1970 */
    public LogTree(LongSupplier clock) {
        this.clock = clock;
        this.made = clock.getAsLong();
    }

    @Override
    public void attach(User user, String tree, OpenFile authentication, Reply<Node> reply) {
        reply.ok(root);
    }

    /** Appends a line that has its time already to a log, which is made if need be; nothing if there is no room for it. */
    public void append(String name, String line) {
        Journal log = logs.get(name);
        if (log == null && logs.size() < LOGS_MOST) {
            log = make(name);
        }
        if (log != null) {
            add(log, line);
        }
    }

    private Journal make(String name) {
        Journal log = new Journal(name, lastNumber += 2, BYTES_MOST, clock.getAsLong());
        logs.put(name, log);
        return log;
    }

    private void add(Journal log, String line) {
        String text = Lines.printable(line, STAMP_MOST + TEXT_MOST) + '\n';
        log.add(text.getBytes(StandardCharsets.UTF_8), text, clock.getAsLong());
    }

    private Attributes attributes(Qid qid, String name, int mode, long length, long since, long modified) {
        Attributes a = Attributes.unchanged(qid, name, mode, since, OWNER);
        a.length = length;
        a.modified = modified;
        a.changed = modified;
        return a;
    }

    /** The root, or the directory of those that are followed. */
    private final class Folder implements Node {
        private final String name;
        private final Qid qid;
        private final int mode;

        Folder(String name, long number, int mode) {
            this.name = name;
            this.qid = new Qid(Mode.QTDIR, 0, number);
            this.mode = mode;
        }

        private Node file(String child) throws StyxException {
            Journal log = logs.get(child);
            if (log == null) {
                throw new StyxException(Errno.ENOENT);
            }
            return this == root ? new LogFile(log) : new Follower(log);
        }

        @Override
        public Qid qid() {
            return qid;
        }

        private Attributes attributes() {
            return LogTree.this.attributes(qid, name, mode, 0, made, made);
        }

        @Override
        public void attributes(Reply<Attributes> reply) {
            reply.ok(attributes());
        }

        @Override
        public void walk(User user, String child, Reply<Node> reply) throws StyxException {
            reply.ok(child.equals("..") ? root : this == root && child.equals(FOLLOW) ? follow : file(child));
        }

        @Override
        public void open(User user, OpenMode how, Reply<OpenFile> reply) throws StyxException {
            if (how.removeOnClose()) {
                throw new StyxException(Errno.EACCES);
            }
            reply.ok(new OpenFile() {
                @Override
                public void list(long after, int most, Reply<List<Entry>> reply) {
                    reply.ok(entries(after, most));
                }
            });
        }

        private List<OpenFile.Entry> entries(long after, int most) {
            List<OpenFile.Entry> entries = new ArrayList<>();
            // in the order of their numbers, which is that of a listing's positions
            logs.values().stream().sorted((a, b) -> Long.compare(a.number, b.number)).filter(log -> log.number > after).limit(most)
                    .forEach(log -> entries.add(new OpenFile.Entry(log.number,
                            this == root ? new LogFile(log).attributes() : new Follower(log).attributes())));
            if (this == root && after < FOLLOW_NUMBER && entries.size() < most) {
                entries.add(new OpenFile.Entry(FOLLOW_NUMBER, follow.attributes()));
            }
            return entries;
        }

        @Override
        public void create(User user, Creation what, Reply<Created> reply) throws StyxException {
            if (this != root || (what.mode() & Mode.KIND) != 0) {
                throw new StyxException(Errno.EACCES);
            }
            Journal log = logs.get(what.name());
            boolean taken = what.name().equals(FOLLOW) || log != null && (what.open() == null || what.open().exclusive());
            if (taken) {
                throw new StyxException(Errno.EEXIST);
            } else if (log == null && logs.size() == LOGS_MOST) {
                throw new StyxException(Errno.ENOSPC);
            }
            LogFile file = new LogFile(log == null ? make(what.name()) : log);
            reply.ok(new Created(file, what.open() == null ? null : file.opened(what.open())));
        }

        @Override
        public void unlink(User user, String child, boolean directory, Reply<Void> reply) throws StyxException {
            if (this == root && child.equals(FOLLOW)) {
                throw new StyxException(Errno.EACCES);
            }
            Node file = file(child);
            if (directory) {
                throw new StyxException(Errno.ENOTDIR);
            }
            file.remove(user, reply);
        }
    }

    /** A log as a file that ends. */
    private final class LogFile implements Node {
        private final Journal log;

        LogFile(Journal log) {
            this.log = log;
        }

        @Override
        public Qid qid() {
            return new Qid(Mode.QTAPPEND, (int) (log.first() + log.length()), log.number);
        }

        private Attributes attributes() {
            return LogTree.this.attributes(qid(), log.name, Mode.DMAPPEND | 0666, log.length(), log.made, log.modified());
        }

        @Override
        public void attributes(Reply<Attributes> reply) {
            reply.ok(attributes());
        }

        @Override
        public void open(User user, OpenMode how, Reply<OpenFile> reply) throws StyxException {
            reply.ok(opened(how));
        }

        private OpenFile opened(OpenMode how) throws StyxException {
            if (how.access() == Mode.OEXEC) {
                throw new StyxException(Errno.EACCES);
            }
            return new OpenLog(log);
        }

        @Override
        public void change(User user, AttributeChange change, Reply<Void> reply) throws StyxException {
            if ((change.mask & ~HARMLESS) != 0) {
                throw new StyxException(Errno.EPERM);
            }
            reply.ok(null);
        }

        @Override
        public void remove(User user, Reply<Void> reply) throws StyxException {
            if (!logs.remove(log.name, log)) {
                throw new StyxException(Errno.ENOENT);
            }
            log.end();
            reply.ok(null);
        }
    }

    /** An open log: its offsets are from the first byte that was kept when it was opened, and pass over what goes meanwhile. */
    private final class OpenLog implements OpenFile {
        private final Journal log;
        private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
        private long base;

        OpenLog(Journal log) {
            this.log = log;
            this.base = log.first();
        }

        @Override
        public void read(long offset, int count, Reply<Slice> reply) {
            base = Math.max(base, log.first() - offset);
            reply.ok(offset > Long.MAX_VALUE - base ? Slice.EMPTY : log.from(base + offset, count));
        }

        @Override
        public boolean waits() {
            return false;
        }

        /** Lines are appended when they are whole, or as long as a line may be, or the file is closed. */
        @Override
        public void write(long offset, Slice data, Reply<Integer> reply) {
            for (byte each : data.copy()) {
                if (each == '\n') {
                    end();
                } else {
                    begun.write(each);
                    if (begun.size() == TEXT_MOST) {
                        end();
                    }
                }
            }
            reply.ok(data.length());
        }

        private void end() {
            add(log, clock.getAsLong() / MICRO + " " + begun.toString(StandardCharsets.UTF_8));
            begun.reset();
        }

        @Override
        public void close() {
            if (begun.size() > 0) {
                end();
            }
        }
    }

    /** A log as a file without an end. */
    private final class Follower implements Node {
        private final Journal log;

        Follower(Journal log) {
            this.log = log;
        }

        @Override
        public Qid qid() {
            return new Qid(0, 0, log.number + 1);
        }

        private Attributes attributes() {
            return LogTree.this.attributes(qid(), log.name, 0444, 0, log.made, log.modified());
        }

        @Override
        public void attributes(Reply<Attributes> reply) {
            reply.ok(attributes());
        }

        @Override
        public void open(User user, OpenMode how, Reply<OpenFile> reply) throws StyxException {
            if (how.writes() || how.truncate() || how.removeOnClose() || how.access() == Mode.OEXEC) {
                throw new StyxException(Errno.EACCES);
            }
            LineFile file = new LineFile(FOLLOWED_MOST) {
                @Override
                public void close() {
                    log.leave(this);
                }
            };
            String kept = log.from(log.first(), log.length()).text();
            kept.lines().forEach(line -> file.add(line + '\n'));
            log.follow(file);
            reply.ok(file);
        }
    }
}
