package obol.system.init;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import obol.channels.Waitable;
import obol.channels.runtime.Platform;
import obol.channels.transport.Link;
import obol.channels.transport.Message;
import obol.system.processes.Inheritance;
import obol.system.processes.ProcessException;

/** A machine that is a table: its processes do nothing, and end when they are told to. Used by the loop's thread and by tests. */
final class FakeMachine implements Machine {
    static final int FIRST = 1;
    static final int CORES = 2;

    final List<String> programs = new ArrayList<>(List.of("init", "sh", "cat", "sleep", "narrow", "service/counter", "system/ram",
        "system/console", "system/archive", "system/9p", "system/outside"));
    final Map<String, Manifest> manifests = new HashMap<>();
    private final Map<Integer, Map<Limit, Long>> limits = new HashMap<>();
    final TreeMap<Integer, Running> running = new TreeMap<>();
    final Map<Integer, List<ChannelTraffic.Connection>> connections = new HashMap<>();
    /** Processes to which messages are noted, and what was. */
    final Set<Integer> noted = new TreeSet<>();
    final List<ChannelTraffic.Sent> sent = new ArrayList<>();
    final List<String> log = new ArrayList<>();
    /** So often it is said of a heap that it is being collected. */
    int collecting;
    int halted = -1;
    long memory;
    private final Deque<End> ends = new ArrayDeque<>();
    private int last = FIRST;

    /** A process. */
    static final class Running {
        final String program;
        final List<String> arguments;
        final Link names;
        final Inheritance.Received birth;
        boolean stopped;
        /** As it was asked for. */
        int core;

        Running(String program, List<String> arguments, Link names, Inheritance.Received birth) {
            this.program = program;
            this.arguments = arguments;
            this.names = names;
            this.birth = birth;
        }
    }

    @Override
    public List<String> programs() {
        return programs;
    }

    @Override
    public int cores() {
        return CORES;
    }

    @Override
    public int core(int process) {
        Running found = running.get(process);
        return found == null ? -1 : found.core;
    }

    @Override
    public Manifest manifest(String program) {
        return manifests.getOrDefault(program, Manifest.NONE);
    }

    @Override
    public synchronized int start(String program, List<String> arguments, long heap, Link names, Message birth, int sponsor, int core)
            throws ProcessException {
        if (heap < 0) {
            birth.drop();
            names.drop();
            throw new ProcessException("no memory");
        }
        running.put(++last, new Running(program, arguments, names, Inheritance.read(birth)));
        running.get(last).core = core;
        Map<Limit, Long> inherited = new EnumMap<>(Limit.class);
        for (Limit each : Limit.values()) {
            inherited.put(each, limit(sponsor, each));
        }
        limits.put(last, inherited);
        return last;
    }

    @Override
    public synchronized boolean limit(int process, Limit what, long value) {
        limits.get(process).put(what, value);
        return value >= 0;
    }

    @Override
    public synchronized long limit(int process, Limit what) {
        return limits.getOrDefault(process, Map.of()).getOrDefault(what, what == Limit.PRI ? 10L : 800L);
    }

    @Override
    public long used(int process, Limit what) {
        return 3;
    }

    /** The process ends: its files and its link are closed, as the nucleus does. */
    synchronized void end(int process, int status, String trace) {
        Running ended = running.remove(process);
        if (ended == null) {
            return;
        }
        noted.remove(process);
        ended.names.drop();
        ended.birth.files().close();
        ends.add(new End(process, status == 134 ? End.EXCEPTION : "killed", status, trace, facts("dead")));
        Platform.transport().signal();
    }

    @Override
    public void kill(int process, int status) {
        end(process, status, "thread 1\n");
    }

    @Override
    public synchronized void stop(int process, boolean stopped) {
        running.get(process).stopped = stopped;
    }

    @Override
    public synchronized Facts facts(int process) {
        if (process == FIRST) {
            return facts("running");
        }
        Running found = running.get(process);
        return found == null ? null : facts(found.stopped ? "stopped" : "waiting");
    }

    private static Facts facts(String state) {
        return new Facts(state, 3, 65536, 1 << 20, 4096, 5, 1234, 1_700_000_000_000_000L, 7, 89);
    }

    @Override
    public Waitable ends() {
        return () -> {
            synchronized (this) {
                return !ends.isEmpty();
            }
        };
    }

    @Override
    public List<ChannelTraffic.Connection> connections(int process) {
        return connections.getOrDefault(process, List.of());
    }

    @Override
    public String stacks(int process) {
        return running.containsKey(process) ? "thread 1\n\tat p.C.m(C.java:5)\n" : "";
    }

    @Override
    public List<Area> areas(int process) {
        return List.of(new Area("nursery", 0x40000000, 32768), new Area("nursery", 0x40008000, 32768), new Area("stack", 0x1_0000_0000L, 8192));
    }

    @Override
    public List<Device> devices() {
        return List.of(new Device("console", 18, 2), new Device("network", 19, 0));
    }

    @Override
    public long objects(int process, long from, Map<String, long[]> found) {
        if (collecting > 0) {
            collecting--;
            return -1;
        }
        found.computeIfAbsent("p.C", c -> new long[2])[0]++;
        found.get("p.C")[1] += 16;
        found.put("[B", new long[] {1, 64});
        return from == 3 ? 0 : from + 1;
    }

    @Override
    public boolean note(int process, boolean on) {
        if (on && process != FIRST) {
            noted.add(process);
        } else {
            noted.remove(process);
            if (noted.isEmpty()) {
                sent.clear();
            }
        }
        return process != FIRST;
    }

    @Override
    public List<ChannelTraffic.Sent> sent() {
        List<ChannelTraffic.Sent> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    @Override
    public synchronized End nextEnd() {
        return ends.poll();
    }

    synchronized int number(String program) {
        return running.entrySet().stream().filter(each -> each.getValue().program.equals(program)).mapToInt(Map.Entry::getKey)
            .findFirst().orElse(0);
    }

    synchronized List<String> names() {
        return running.values().stream().map(r -> r.program).toList();
    }

    @Override
    public long now() {
        return 1_700_000_000_000_000_000L;
    }

    @Override
    public synchronized void log(String line) {
        log.add(line);
    }

    @Override
    public void limitMemory(long bytes) {
        memory = bytes;
    }

    @Override
    public synchronized void halt(int status) {
        halted = status;
        notifyAll();
    }
}
