package obol.system.init;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import obol.styx.Errno;
import obol.styx.StyxException;
import obol.styx.ram.Directory;
import obol.styx.ram.RamTree;
import obol.styx.ram.Synthetic;
import obol.styx.server.FileServer;
import obol.system.processes.Processes.Descriptor;

/** The files under {@code /proc}: a directory for each process, whose texts are made when they are opened. */
final class ProcessFiles implements ProcessTable.Observer {
    private final ProcessTable table;
    private final Machine machine;
    private final MessageTrace trace;
    private final RamTree tree;
    private final Map<Integer, Directory> directories = new HashMap<>();

    ProcessFiles(ProcessTable table, Machine machine) {
        this.table = table;
        this.machine = machine;
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
            directory.synthetic("trace", 0444, trace.of(sip));
            directory.synthetic("ctl", 0222, Synthetic.command((user, command) -> control(sip, command)));
        } catch (StyxException full) {
            throw new IllegalStateException("no room for the files of process " + sip.number, full);
        }
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

    private void control(Sip sip, String command) throws StyxException {
        boolean allowed = switch (command) {
            case "kill" -> table.kill(sip);
            case "stop" -> table.stop(sip, true);
            case "start" -> table.stop(sip, false);
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
