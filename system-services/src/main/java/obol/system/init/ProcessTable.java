package obol.system.init;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import obol.channels.Pending;
import obol.channels.supervision.Notes;
import obol.channels.transport.Link;
import obol.channels.transport.Message;
import obol.system.loop.Owed;
import obol.system.processes.Child.Ended;
import obol.system.processes.Inheritance;
import obol.system.processes.ProcessException;
import obol.system.processes.StandardFiles;
import obol.system.processes.Start;

/**
 * All processes. One that has ended stays, as {@code dead}, until its starter has been told how it ended or holds it no more; nobody
 * else needs to wait for it. The last few that an exception has ended stay until somebody has been told, so that one can see why. Used by the loop's thread.
 */
final class ProcessTable {
    /** Statuses that go with how a process was ended from outside. */
    static final int INTERRUPTED = 130;
    static final int KILLED = 137;
    /** The note that goes with the first of these. */
    private static final String INTERRUPT = "interrupt";

    /** Characters of a trace that are kept: with the rest of its message well below what a message may hold. */
    private static final int TRACE_MOST = 12_000;

    private static final int CRASHED_MOST = 8;

    /** Sees processes come and go. */
    interface Observer {
        default void added(Sip sip) {
        }

        /** It has ended; {@link Sip#ended} says how. */
        default void ended(Sip sip) {
        }

        default void removed(Sip sip) {
        }
    }

    private final Machine machine;
    /** Makes the link to the name service with which a process is born. */
    private final Function<Sip, Link> names;
    private final TreeMap<Integer, Sip> sips = new TreeMap<>();
    /** Ended by exceptions: they stay until somebody waits for them, or there are more. Oldest first. */
    private final Deque<Sip> crashed = new ArrayDeque<>();
    private final List<Observer> observers = new ArrayList<>();
    private final Sip first;

    /** With the first process, which is the caller's. */
    ProcessTable(Machine machine, int first, Function<Sip, Link> names) {
        this.machine = machine;
        this.names = names;
        this.first = new Sip("init", "init", List.of(), null, Reach.ALL, "/", List.of());
        this.first.number = first;
        sips.put(first, this.first);
    }

    /** Tells of all processes from now on, and of those that are there. */
    void observe(Observer observer) {
        observers.add(observer);
        sips.values().forEach(observer::added);
    }

    /** The process with this number; null if there is none. */
    Sip find(int number) {
        return sips.get(number);
    }

    Sip first() {
        return first;
    }

    /**
     * Starts a program. The files are taken, or closed when this fails.
     *
     * <p>All limits of the starter hold for what it starts.
     *
     * @throws ProcessException if there is no such program, no memory, too much to hand down, or a limit is reached
     */
    Sip start(Sip starter, Start start, StandardFiles files) throws ProcessException {
        Message birth = birth(start, files);
        Sip sip;
        Link link;
        try {
            if (!machine.programs().contains(start.program())) {
                throw new ProcessException("no program " + start.program());
            }
            Reach reach = starter.reach.narrowed(machine.manifest(start.program()), start.namespace());
            sip = new Sip(start.name(), start.program(), start.arguments(), starter, reach, start.directory(), start.namespace());
            link = names.apply(sip);
        } catch (ProcessException | RuntimeException refused) {
            birth.drop();
            throw refused;
        }
        int sponsor = starter == first ? 0 : starter.number;
        sip.number = machine.start(start.program(), start.arguments(), start.heap(), link, birth, sponsor, core(starter, start.program()));
        sips.put(sip.number, sip);
        for (Observer observer : observers) {
            observer.added(sip);
        }
        return sip;
    }

    /** The system's own, which have devices and the doors to the outside, are on core 0, and so is the console's shell. */
    private int core(Sip starter, String program) {
        return starter != first ? starter.childrenOn : program.startsWith(Manifest.programOf("")) ? Machine.ANY_CORE : 0;
    }

    /** From now on the process starts others on that core. False if there is no such core. */
    boolean startOn(Sip sip, int core) {
        boolean exists = core >= 0 && core < machine.cores();
        sip.childrenOn = exists ? core : sip.childrenOn;
        return exists;
    }

    private static Message birth(Start start, StandardFiles files) throws ProcessException {
        try {
            return Inheritance.of(start).message(files);
        } catch (IllegalArgumentException tooMuch) {
            files.close();
            throw new ProcessException(tooMuch.getMessage());
        }
    }

    /** What is known of the process now. */
    Machine.Facts facts(Sip sip) {
        if (sip.last != null) {
            return sip.last;
        }
        Machine.Facts facts = machine.facts(sip.number);
        return facts == null ? new Machine.Facts("dead", 0, 0, 0, 0, 0, 0, 0, 0, 0) : facts;
    }

    /** Ends a process. No effect if it has ended. False if that is not allowed: the first one stays. */
    boolean kill(Sip sip) {
        if (sip == first) {
            return false;
        }
        if (sip.lives()) {
            machine.kill(sip.number, KILLED);
        }
        return true;
    }

    /**
     * Tells a process something: it gets it, or ends if it takes no notes ({@link Notes}). No effect if it has ended. False if that is not
     * allowed, or too many notes wait.
     */
    boolean tell(Sip sip, String note) {
        if (sip == first || sip.notes != null && sip.notes.size() == Notes.WAITING_MOST) {
            return false;
        }
        if (sip.notes != null) {
            sip.notes.add(note);
            answerNote(sip);
        } else if (sip.lives()) {
            machine.kill(sip.number, note.equals(INTERRUPT) ? INTERRUPTED : KILLED);
        }
        return true;
    }

    /** The notes of a process as itself sees them. */
    Notes notes(Sip sip) {
        return new Notes() {
            @Override
            public Pending<String> next() {
                if (sip.notes == null) {
                    sip.notes = new ArrayDeque<>();
                }
                Pending<String> next = sip.note.promise();
                answerNote(sip);
                return next;
            }

            @Override
            public void close() {
                sip.notes = null;
                sip.note.close();
            }
        };
    }

    private static void answerNote(Sip sip) {
        if (!sip.notes.isEmpty() && sip.note.isAwaited()) {
            sip.note.keep(sip.notes.remove());
        }
    }

    /** Whether somebody lives that the process has started. */
    boolean hasChildren(Sip sip) {
        return sips.values().stream().anyMatch(each -> each.starter == sip && each.lives());
    }

    /** Keeps a process from running, or lets it run again. False if that is not allowed. */
    boolean stop(Sip sip, boolean stopped) {
        if (sip == first) {
            return false;
        }
        if (sip.lives()) {
            machine.stop(sip.number, stopped);
        }
        return true;
    }

    /** Limits a process. A limit that is counted together only falls; false if it would not, or cannot be that, or for the first process. */
    boolean limit(Sip sip, Limit what, long value) {
        boolean allowed = sip != first && (what == Limit.PRI || value <= machine.limit(sip.number, what));
        return allowed && (!sip.lives() || machine.limit(sip.number, what, value));
    }

    /** A process that the system has started for users bounds, with all that comes from it, a part of what the machine has. */
    void confine(Sip sip, Allowance allowance) {
        for (Limit what : Limit.values()) {
            if (what.isOfFamily()) {
                machine.limit(sip.number, what, allowance.of(what, machine.limit(first.number, what)));
            }
        }
    }

    /** Ends a process and all that come from it, as Ctrl-C does: what it started works for it. */
    void interrupt(Sip sip) {
        for (Sip each : List.copyOf(sips.values())) {
            if (each != first && each.lives() && each.comesFrom(sip)) {
                machine.kill(each.number, INTERRUPTED);
            }
        }
    }

    /** Takes note of an end that the machine has told. */
    void ended(Machine.End end) {
        Sip sip = sips.get(end.process());
        if (sip == null) {
            return;
        }
        String trace = end.trace().length() <= TRACE_MOST ? end.trace() : end.trace().substring(0, TRACE_MOST);
        sip.ended = new Ended(end.status(), trace);
        sip.last = end.last();
        sip.reason = end.reason();
        for (Owed<Ended> owed : sip.waiting) {
            sip.collected |= owed.isAwaited();
            owed.keep(sip.ended);
        }
        sip.waiting.clear();
        for (Observer observer : observers) {
            observer.ended(sip);
        }
        if (sip.reason.equals(Machine.End.EXCEPTION) && !sip.collected) {
            crashed.add(sip);
        }
        forgetIfUnwanted(sip);
        if (crashed.size() > CRASHED_MOST) {
            forgetIfUnwanted(crashed.remove());
        }
    }

    /** The end of a process, when it comes. */
    Pending<Ended> end(Sip sip) {
        Owed<Ended> owed = new Owed<>();
        Pending<Ended> end = owed.promise();
        end(sip, owed);
        return end;
    }

    /** The same for a promise that is made. */
    void end(Sip sip, Owed<Ended> owed) {
        if (!sip.lives()) {
            sip.collected = true;
            crashed.remove(sip);
            forgetIfUnwanted(sip);
            owed.keep(sip.ended);
            return;
        }
        sip.waiting.removeIf(each -> {
            boolean gone = !each.isAwaited();
            if (gone) {
                each.close();
            }
            return gone;
        });
        sip.waiting.add(owed);
    }

    /** Somebody holds it as a child. */
    void hold(Sip sip) {
        sip.holders++;
    }

    /** Somebody no longer does. */
    void letGo(Sip sip) {
        sip.holders--;
        forgetIfUnwanted(sip);
    }

    private void forgetIfUnwanted(Sip sip) {
        boolean wanted = sip.lives() || !sip.collected && (sip.holders > 0 || crashed.contains(sip));
        if (!wanted && sips.remove(sip.number, sip)) {
            for (Observer observer : observers) {
                observer.removed(sip);
            }
        }
    }
}
