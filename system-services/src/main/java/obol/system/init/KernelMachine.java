package obol.system.init;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import obol.channels.Waitable;
import obol.channels.kernel.Spawn;
import obol.channels.transport.Link;
import obol.channels.transport.Message;
import obol.layout.BlockLayout;
import obol.layout.BootInfo;
import obol.layout.TrafficLayout;
import obol.nucleus.MachineMemory;
import obol.nucleus.Console;
import obol.nucleus.ImageFiles;
import obol.nucleus.Program;
import obol.nucleus.abi.Child;
import obol.nucleus.abi.Clock;
import obol.nucleus.abi.Processes;
import obol.nucleus.abi.Traffic;
import obol.system.carrier.Outside;
import obol.system.processes.ProcessException;

/** The nucleus below the first process. Processes are made and looked after by one thread, the loop's. */
final class KernelMachine implements Machine {
    /** Nanoseconds in a microsecond. */
    private static final long MICRO = 1000;

    /** By the values of {@link Processes#STATE}. */
    private static final List<String> STATES = List.of("running", "ready", "waiting", "stopped", "dead");

    /** By the values of {@code SipLayout.REASON_NONE} ... */
    private static final List<String> REASONS = List.of("none", "exit", End.EXCEPTION, "killed");

    /** By the values of {@link TrafficLayout.Area#KIND}. */
    private static final Map<Integer, String> KINDS = Map.of(BlockLayout.KIND_NURSERY, "nursery", BlockLayout.KIND_SURVIVOR, "survivors",
        BlockLayout.KIND_MATURE, "mature", BlockLayout.KIND_LARGE, "large", BlockLayout.KIND_LARGE_REST, "large",
        BlockLayout.KIND_STACK, "marking", BlockLayout.KIND_AGED, "survivors",
        TrafficLayout.Area.STACK, "stack", TrafficLayout.Area.STATICS, "statics", TrafficLayout.Area.EXCHANGE, "exchange");
    private static final int AREAS_MOST = 4096, AREA_WORDS = TrafficLayout.Area.SIZE / Long.BYTES;
    private static final int DEVICES_MOST = 64, DEVICE_WORDS = TrafficLayout.Driven.SIZE / Long.BYTES;
    /** By virtio's device IDs. */
    private static final Map<Integer, String> VIRTIO = Map.of(1, "network", 2, "disk", 3, "console", 4, "entropy", 9, "9p");
    private static final String OWN_FRAME = "\tat obol.nucleus.";

    private final ChannelTraffic traffic = new ChannelTraffic();
    private final List<String> programs = new ArrayList<>();
    /** Those that have not been forgotten, oldest first. */
    private final Map<Integer, Spawn> spawns = new LinkedHashMap<>();

    KernelMachine() {
        for (int i = 0; i < Program.count(); i++) {
            programs.add(Program.name(i));
        }
    }

    @Override
    public List<String> programs() {
        return programs;
    }

    @Override
    public Manifest manifest(String program) {
        int file = ImageFiles.find(Manifest.FOLDER + program);
        return file < 0 ? Manifest.NONE : Manifest.parse(new String(ImageFiles.bytes(file), StandardCharsets.UTF_8));
    }

    @Override
    public int start(String program, List<String> arguments, long heap, Link names, Message birth, int sponsor, int core) throws ProcessException {
        try {
            Spawn spawn = Spawn.start(program, arguments.toArray(new String[0]), heap, names, birth, sponsor, core);
            spawns.put(spawn.number(), spawn);
            return spawn.number();
        } catch (IllegalArgumentException | IllegalStateException cannot) {
            throw new ProcessException(cannot.getMessage());
        }
    }

    @Override
    public int cores() {
        return (int) Processes.info(0, Processes.CORES);
    }

    @Override
    public int core(int process) {
        return (int) Processes.info(process, Processes.CORE);
    }

    @Override
    public boolean limit(int process, Limit what, long value) {
        return Processes.limit(process, fact(what), value);
    }

    @Override
    public long limit(int process, Limit what) {
        return Math.max(0, Processes.info(process, fact(what) + (what.isOfFamily() ? Processes.FAMILY_LIMIT : 0)));
    }

    @Override
    public long used(int process, Limit what) {
        return Math.max(0, Processes.info(process, fact(what)));
    }

    private static int fact(Limit limit) {
        return switch (limit) {
            case HEAP -> Processes.FAMILY_HEAP;
            case EXCHANGE -> Processes.FAMILY_EXCHANGE;
            case STRUCTURES -> Processes.FAMILY_STRUCTURES;
            case STACKS -> Processes.FAMILY_STACKS;
            case THREADS -> Processes.FAMILY_THREADS;
            case PROCESSES -> Processes.FAMILY_PROCESSES;
            case HANDLES -> Processes.HANDLES_LIMIT;
            case PRI -> Processes.PRIORITY;
        };
    }

    @Override
    public void kill(int process, int status) {
        Spawn spawn = spawns.get(process);
        if (spawn != null) {
            spawn.kill(status);
        }
    }

    @Override
    public void stop(int process, boolean stopped) {
        Processes.stop(process, stopped);
    }

    @Override
    public Facts facts(int process) {
        int state = (int) Processes.info(process, Processes.STATE);
        if (state < 0) {
            return null;
        }
        return new Facts(STATES.get(state), (int) Processes.info(process, Processes.THREADS), Processes.info(process, Processes.HEAP),
            Processes.info(process, Processes.HEAP_LIMIT), Processes.info(process, Processes.EXCHANGE),
            (int) Processes.info(process, Processes.HANDLES), Processes.info(process, Processes.CPU_TIME) / MICRO,
            Processes.info(process, Processes.START_TIME) / MICRO, (int) Processes.info(process, Processes.INITIALIZERS),
            Processes.info(process, Processes.INITIALIZERS_TIME) / MICRO);
    }

    @Override
    public List<ChannelTraffic.Connection> connections(int process) {
        return traffic.connections(process);
    }

    @Override
    public String stacks(int process) {
        StringBuilder text = new StringBuilder();
        String own = ""; // of neighbouring frames of the nucleus only the one that others have called
        for (String line : Child.stacks(process).split("\n")) {
            if (line.startsWith(OWN_FRAME)) {
                own = line + '\n';
            } else {
                text.append(own).append(line).append(line.isEmpty() ? "" : "\n");
                own = "";
            }
        }
        return text.append(own).toString();
    }

    @Override
    public List<Area> areas(int process) {
        long[] table = new long[AREAS_MOST * AREA_WORDS];
        long count = Traffic.observe(process, TrafficLayout.AREAS, table, TrafficLayout.Area.SIZE);
        List<Area> areas = new ArrayList<>();
        for (int row = 0; row < count * AREA_WORDS; row += AREA_WORDS) {
            areas.add(new Area(KINDS.get((int) table[row]), table[row + TrafficLayout.Area.FROM / Long.BYTES],
                table[row + TrafficLayout.Area.BYTES / Long.BYTES]));
        }
        return areas;
    }

    @Override
    public List<Device> devices() {
        long[] table = new long[DEVICES_MOST * DEVICE_WORDS];
        long count = Traffic.observe(Processes.self(), TrafficLayout.DEVICES, table, TrafficLayout.Driven.SIZE);
        List<Device> devices = new ArrayList<>();
        for (int row = 0; row < count * DEVICE_WORDS; row += DEVICE_WORDS) {
            int kind = (int) table[row];
            devices.add(new Device(VIRTIO.getOrDefault(kind, "virtio-" + kind), (int) table[row + TrafficLayout.Driven.LINE / Long.BYTES],
                (int) table[row + TrafficLayout.Driven.PROCESS / Long.BYTES]));
        }
        return devices;
    }

    @Override
    public long objects(int process, long from, Map<String, long[]> found) {
        return Traffic.objects(process, from, found);
    }

    @Override
    public boolean note(int process, boolean noted) {
        return traffic.record(process, noted);
    }

    @Override
    public List<ChannelTraffic.Sent> sent() {
        return traffic.sent();
    }

    @Override
    public Waitable ends() {
        return () -> ended() != null;
    }

    @Override
    public End nextEnd() {
        Spawn spawn = ended();
        if (spawn == null) {
            return null;
        }
        int number = spawn.number();
        End end = new End(number, REASONS.get(spawn.reason()), spawn.status(), spawn.trace(), facts(number));
        spawns.remove(number);
        spawn.release();
        return end;
    }

    private Spawn ended() {
        for (Spawn spawn : spawns.values()) {
            if (spawn.ready()) {
                return spawn;
            }
        }
        return null;
    }

    @Override
    public long now() {
        return Clock.wall();
    }

    @Override
    public void log(String line) {
        Console.error("obol: " + line + '\n');
    }

    @Override
    public void limitMemory(long bytes) {
        MachineMemory.limit(bytes);
    }

    @Override
    public void halt(int status) {
        Processes.exit(status == Outside.RESTART ? BootInfo.RESTART : status);
    }
}
