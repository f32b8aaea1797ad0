package obol.system.init;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import obol.channels.supervision.Notes;
import obol.styx.Errno;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.ram.Directory;
import obol.styx.ram.RamTree;
import obol.styx.ram.Synthetic;
import obol.styx.server.FileServer;
import obol.styx.server.Reply;
import obol.system.processes.Processes.Descriptor;
import obol.system.servers.text.LineFile;
import obol.system.servers.text.SteppedText;

/** The files under {@code /proc}: a directory for each process, whose texts are made when they are opened. */
final class ProcessFiles implements ProcessTable.Observer {
    /** Nanoseconds in a microsecond. */
    private static final long MICRO = 1000;

    private final ProcessTable table;
    private final Machine machine;
    private final Consumer<Runnable> soon;
    private final MessageTrace trace;
    /** The files {@code wait} that are open, by the process whose children they tell of. */
    private final Map<Sip, List<WaitFile>> waits = new HashMap<>();
    private final RamTree tree;
    private final Map<Integer, Directory> directories = new HashMap<>();

    /** @param soon runs something in the loop's next turn */
    ProcessFiles(ProcessTable table, Machine machine, Consumer<Runnable> soon) {
        this.table = table;
        this.machine = machine;
        this.soon = soon;
        trace = new MessageTrace(machine);
        tree = new RamTree(machine::now, 16 << 20, "obol", 0555);
        CrashReports crashes = new CrashReports(machine::now);
        try {
            tree.root().synthetic("crashes", 0444, Synthetic.text(crashes::text));
        } catch (StyxException full) {
            throw new IllegalStateException("no room for the reports of crashes", full);
        }
        table.observe(crashes);
        table.observe(this);
    }

    FileServer server() {
        return tree;
    }

    @Override
    public void added(Sip sip) {
        try {
            Directory directory = tree.root().directory(String.valueOf(sip.number));
            directories.put(sip.number, directory);
            text(directory, "status", sip, this::status);
            text(directory, "ns", sip, ProcessFiles::namespace);
            text(directory, "fd", sip, ProcessFiles::files);
            text(directory, "channels", sip, this::channels);
            text(directory, "report", sip, Sip::report);
            text(directory, "args", sip, ProcessFiles::arguments);
            text(directory, "stack", sip, each -> each.lives() ? machine.stacks(each.number) : each.ended.trace());
            text(directory, "maps", sip, this::areas);
            directory.synthetic("heap", 0444, (user, mode) -> new SteppedText(new Census(sip), soon));
            directory.synthetic("wait", 0444, (user, mode) -> new WaitFile(sip));
            directory.synthetic("note", 0222, Synthetic.command((user, note) -> tell(sip, note)));
            directory.synthetic("trace", 0444, trace.of(sip));
            directory.synthetic("ctl", 0222, Synthetic.command((user, command) -> control(sip, command)));
        } catch (StyxException full) {
            throw new IllegalStateException("no room for the files of process " + sip.number, full);
        }
    }

    @Override
    public void ended(Sip sip) {
        long cpu = sip.last.cpuMicros();
        String line = sip.number + " " + cpu + ' ' + (machine.now() / MICRO - sip.last.started()) + ' ' + sip.ended.status() + ' ' + sip.name + '\n';
        waits.getOrDefault(sip.starter, List.of()).forEach(file -> file.add(line));
        waits.getOrDefault(sip, List.of()).forEach(LineFile::end);
    }

    @Override
    public void removed(Sip sip) {
        try {
            Directory directory = directories.remove(sip.number);
            for (String file : directory.names()) {
                directory.remove(file);
            }
            tree.root().remove(String.valueOf(sip.number));
        } catch (StyxException gone) {
            throw new IllegalStateException("the files of process " + sip.number, gone);
        }
    }

    private static void text(Directory directory, String name, Sip sip, Function<Sip, String> text) throws StyxException {
        directory.synthetic(name, 0444, Synthetic.text(() -> text.apply(sip)));
    }

    private String status(Sip sip) {
        Machine.Facts facts = table.facts(sip);
        return "name " + sip.name
            + "\nstate " + (sip.lives() ? facts.state() : "dead")
            + "\nparent " + parent(sip)
            + "\nthreads " + facts.threads()
            + "\nheap " + facts.heap()
            + "\nheapmax " + facts.heapMost()
            + "\nexchange " + facts.exchange()
            + "\nhandles " + facts.handles()
            + "\ncpu-us " + facts.cpuMicros()
            + "\nstarted " + facts.started()
            + "\nprogram " + sip.program
            + "\ninitialisers " + facts.initializers()
            + "\ninitialisers-us " + facts.initializersMicros()
            + '\n' + limits(sip)
            + (sip.lives() ? "core " + machine.core(sip.number) + '\n' : "");
    }

    /** Limits of the process; and what it has together with others for which its limits hold, and may have. */
    private String limits(Sip sip) {
        StringBuilder text = new StringBuilder();
        for (Limit limit : Limit.values()) {
            long most = sip.lives() ? machine.limit(sip.number, limit) : 0;
            if (limit.isOfFamily()) {
                long used = sip.lives() ? machine.used(sip.number, limit) : 0;
                text.append("family-").append(limit.text()).append(' ').append(used).append("\nfamily-");
            }
            text.append(limit.text()).append(limit == Limit.PRI ? " " : "max ").append(most).append('\n');
        }
        return text.toString();
    }

    /** An orphan is the first process's. */
    private int parent(Sip sip) {
        if (sip.starter == null) {
            return 0;
        }
        return sip.starter.lives() ? sip.starter.number : table.first().number;
    }

    private static String namespace(Sip sip) {
        StringBuilder text = new StringBuilder();
        for (String line : sip.namespace) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    private static String files(Sip sip) {
        StringBuilder text = new StringBuilder();
        for (Descriptor file : sip.files) {
            text.append(file.number()).append(' ').append(file.mode()).append(' ').append(file.offset()).append(' ').append(file.path())
                .append('\n');
        }
        return text.toString();
    }

    private String channels(Sip sip) {
        StringBuilder text = new StringBuilder();
        for (ChannelTraffic.Connection each : sip.lives() ? machine.connections(sip.number) : List.<ChannelTraffic.Connection>of()) {
            text.append(Long.toHexString(each.channel())).append(' ').append(each.server()).append(' ').append(each.turn()).append(' ')
                .append(each.queued()).append(' ').append(each.bytes()).append(' ').append(each.door()).append('\n');
        }
        return text.toString();
    }

    private static String arguments(Sip sip) {
        StringBuilder text = new StringBuilder(sip.name).append('\n');
        sip.arguments.forEach(argument -> text.append(argument.replace("\n", "\\n")).append('\n'));
        return text.toString();
    }

    private String areas(Sip sip) {
        StringBuilder text = new StringBuilder();
        Machine.Area last = null;
        for (Machine.Area each : sip.lives() ? machine.areas(sip.number) : List.<Machine.Area>of()) {
            boolean goesOn = last != null && last.kind().equals(each.kind()) && last.from() + last.bytes() == each.from();
            if (last != null && !goesOn) {
                text.append(line(last));
            }
            last = goesOn ? new Machine.Area(last.kind(), last.from(), last.bytes() + each.bytes()) : each;
        }
        return last == null ? "" : text.append(line(last)).toString();
    }

    private static String line(Machine.Area area) {
        return "0".repeat(12 - Long.toHexString(area.from()).length()) + Long.toHexString(area.from()) + ' ' + area.bytes() + ' ' + area.kind() + '\n';
    }

    private void tell(Sip sip, String note) throws StyxException {
        if (note.isEmpty() || note.length() > Notes.LENGTH_MOST) {
            throw new StyxException(Errno.EINVAL, "a note has 1 to " + Notes.LENGTH_MOST + " characters");
        }
        if (!table.tell(sip, note)) {
            throw new StyxException(Errno.EPERM);
        }
    }

    /** The ends of those that a process starts, from when it is opened on; the end of the file when there is nobody whose end could come. */
    private final class WaitFile extends LineFile {
        private static final int MOST = 256;
        private final Sip sip;

        WaitFile(Sip sip) {
            super(MOST);
            this.sip = sip;
            waits.computeIfAbsent(sip, each -> new ArrayList<>()).add(this);
        }

        @Override
        public void read(long offset, int count, Reply<Slice> reply) throws StyxException {
            if (!sip.lives() || !table.hasChildren(sip) && isEmpty()) {
                reply.ok(take(count));
                return;
            }
            super.read(offset, count, reply);
        }

        @Override
        public void close() {
            waits.computeIfPresent(sip, (each, files) -> files.remove(this) && files.isEmpty() ? null : files);
        }
    }

    /** The text of {@code heap}: all objects, then those of each class, those that take most first. */
    private final class Census implements SteppedText.Step {
        /** Turns of the loop for which the end of a collection is waited for. */
        private static final int TURNS_MOST = 1000;
        private final Sip sip;
        private final Map<String, long[]> found = new HashMap<>();
        private long from;
        private int turns;

        Census(Sip sip) {
            this.sip = sip;
        }

        @Override
        public String next() throws StyxException {
            from = machine.objects(sip.number, Math.max(0, from), found);
            if (from == 0) {
                return text();
            }
            if (from < 0) {
                found.clear();
                if (!sip.lives() || ++turns == TURNS_MOST) {
                    throw new StyxException(Errno.EAGAIN, sip.lives() ? "process collects its heap" : "process has ended");
                }
            }
            return null;
        }

        private String text() {
            List<Map.Entry<String, long[]>> classes = new ArrayList<>(found.entrySet());
            classes.sort(Comparator.comparingLong((Map.Entry<String, long[]> e) -> -e.getValue()[1]).thenComparing(Map.Entry::getKey));
            StringBuilder text = new StringBuilder();
            long objects = 0;
            long bytes = 0;
            for (Map.Entry<String, long[]> each : classes) {
                objects += each.getValue()[0];
                bytes += each.getValue()[1];
                text.append(each.getValue()[1]).append(' ').append(each.getValue()[0]).append(' ').append(each.getKey()).append('\n');
            }
            return bytes + " " + objects + " total\n" + text;
        }
    }

    private void control(Sip sip, String command) throws StyxException {
        boolean allowed = switch (command) {
            case "kill" -> table.kill(sip);
            case "stop" -> table.stop(sip, true);
            case "start" -> table.stop(sip, false);
            case "trace" -> trace.keep(sip, true);
            case "notrace" -> trace.keep(sip, false);
            default -> limit(sip, command.split(" "));
        };
        if (!allowed) {
            throw new StyxException(Errno.EPERM);
        }
    }

    /** {@code core N}, for what the process starts, {@code pri N} or {@code limit NAME N}; false if that is not allowed. */
    private boolean limit(Sip sip, String[] words) throws StyxException {
        if (words.length == 2 && words[0].equals("core")) {
            if (!words[1].matches("[0-7]") || !table.startOn(sip, words[1].charAt(0) - '0')) {
                throw new StyxException(Errno.EINVAL, "no such core");
            }
            return true;
        }
        boolean prior = words.length == 2 && words[0].equals(Limit.PRI.text());
        Limit limit = prior ? Limit.PRI : words.length == 3 && words[0].equals("limit") ? Limit.of(words[1]) : null;
        if (limit == null) {
            throw new StyxException(Errno.EINVAL, "unknown control request");
        }
        try {
            return table.limit(sip, limit, Long.parseLong(words[words.length - 1]));
        } catch (NumberFormatException none) {
            throw new StyxException(Errno.EINVAL, "not a number");
        }
    }
}
