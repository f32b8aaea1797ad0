package obol.nucleus.abi;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.FamilyLayout;
import obol.layout.FarLayout;
import obol.layout.FarLayout.Record;
import obol.layout.KernelLayout;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.layout.ThreadRuntime;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.OwnedMemory;
import obol.nucleus.RawMemory;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.channel.Crossing;
import obol.nucleus.channel.Events;
import obol.nucleus.channel.Handles;
import obol.nucleus.channel.Laters;
import obol.nucleus.channel.Mail;
import obol.nucleus.core.Cores;
import obol.nucleus.core.Questions;
import obol.nucleus.core.Rings;
import obol.nucleus.exchange.Exchange;
import obol.nucleus.process.Audit;
import obol.nucleus.process.Death;
import obol.nucleus.process.Directory;
import obol.nucleus.process.Sips;
import obol.nucleus.quota.Families;
import obol.nucleus.threads.Scheduler;

/**
 * What is done to processes of other cores: their core is asked, after this one has seen by the directory who comes from whom.
 *
 * <p>A child on another core has a parent by number; it is made there without a birth and held until the parent's core has sent that. Its
 * family is mirrored there: a family of the same head, in which the processes of that core count. So limits of a family hold on each core.
 */
@NoAllocation
public final class FarProcesses {
    /** What can be asked; of a process by its number unless said otherwise. */
    static final int KILL = 1, STOP = 2, INFO = 3, LIMIT = 4, RELEASE = 6, DESCRIBE = 7, ROOM = 11;
    /** Of a core. */
    static final int AUDIT = 8, CREATE = 9, OBSERVE = 10;

    /** The words that describe what a child has of its sponsor and its parent; then for each family, the inner ones first, head and limits. */
    private static final int BLOCKS = 0, PAGES = 8, THREADS = 16, HANDLES = 24, PRIORITY = 32, STRESS = 40, PARENT = 48, FAMILIES = 56;
    private static final int TERMS = FAMILIES + 8;
    private static final int FAMILY_WORDS = 1 + FamilyLayout.RESOURCES;
    private static final int FAMILIES_MOST = (Questions.FURTHER_MOST - (TERMS >> 3)) / FAMILY_WORDS;
    private static final int BUFFER = 8 * Questions.FURTHER_MOST;

    private FarProcesses() {}

    /** Asks the core of a process; -1 if there is no such process. */
    static long ask(int operation, int number, long a, long b) {
        int core = Directory.core(number);
        return core < 0 ? -1 : Questions.ask(core, operation, number, a, b);
    }

    /** As {@link #ask}, if this process may end that one; else 0. */
    static boolean order(int operation, int number, long a, long b) {
        return Sips.mayEnd(number) && ask(operation, number, a, b) > 0;
    }

    /** The first fault that another core finds. */
    static int audit() {
        int fault = Audit.CLEAN;
        for (int core = 0; core < Cores.count() && fault == Audit.CLEAN; core++) {
            fault = core == Cores.number() ? fault : (int) Questions.ask(core, AUDIT, 0, 0, 0);
        }
        return fault;
    }

    /** As {@link Processes#await}, of a process that is not here. */
    static int await(int number, long deadline) {
        int core = Directory.core(number);
        if (core < 0) {
            return Processes.NO_PROCESS;
        }
        long thread = Memory.thread();
        putLong(thread + ThreadRuntime.ANSWER, number);
        Rings.send(core, Record.WATCH, number, 0);
        putInt(thread + ThreadRuntime.WAITING, ThreadRuntime.WAITING_INTERRUPTIBLY);
        Scheduler.prepareWait(Rings.far() + FarLayout.AWAITING, deadline);
        int why = Scheduler.suspend();
        putInt(thread + ThreadRuntime.WAITING, 0);
        return why == ThreadRuntime.WAKE_TIMEOUT ? Processes.TIMEOUT : why == ThreadRuntime.WAKE_INTERRUPT ? Processes.INTERRUPTED
                : getLong(thread + ThreadRuntime.ANSWER) == 0 ? Processes.NO_PROCESS : Processes.ENDED;
    }

    /** The core for a new process: the one that is wanted, or that with the least processes, of several this one. -1: there is no such core. */
    static int place(int wanted) {
        if (wanted != 0) {
            return wanted <= Cores.count() ? wanted - 1 : -1;
        }
        int best = Cores.number();
        for (int core = 0; core < Cores.count(); core++) {
            best = Cores.load(core) < Cores.load(best) ? core : best;
        }
        return best;
    }

    /** As {@link Processes#create}, if the child or its sponsor is not here. */
    static int create(int core, int program, long arguments, int size, long quota, long birth, int sponsor) {
        long sip = Nucleus.sip();
        if (!OwnedMemory.hasRoom(sip, BUFFER)) {
            return Processes.NO_MEMORY;
        }
        long terms = OwnedMemory.take(BUFFER);
        long words = Sips.find(sponsor) != 0 ? describe(Sips.find(sponsor), terms)
                : Questions.ask(Math.max(0, Directory.core(sponsor)), DESCRIBE, sponsor, 0, 0, terms, 0);
        int number = Processes.NO_MEMORY;
        if (words > 0) {
            putLong(terms + PARENT, getInt(sip + SipLayout.NUMBER));
            putLong(terms + STRESS, getInt(sip + SipLayout.STRESS) | (long) getInt(sip + SipLayout.STRESS_EVERY) << 32);
            putInt(sip + SipLayout.FAR_CHILDREN, 1);
            number = core == Cores.number() ? make(program, arguments, size, quota, terms)
                    : (int) Questions.ask(core, CREATE, (long) size << 32 | program, arguments, quota, terms, (int) words);
        }
        OwnedMemory.give(terms);
        if (number > 0) {
            begin(core, number, birth);
        }
        return number;
    }

    private static void begin(int core, int number, long birth) {
        long sip = Nucleus.sip();
        long end = birth == 0 ? 0 : Handles.leave(sip, birth);
        if (core == Cores.number()) {
            start(number, end, false);
            return;
        }
        boolean ready = end != 0 && Laters.isReady(end);
        end = end == 0 ? 0 : Crossing.depart(KernelLayout.LATER, end, core);
        long record = Rings.begin(Record.START, number);
        putLong(record + Record.BIRTH, end);
        putLong(record + Record.IS_READY, ready ? 1 : 0);
        Rings.send(core, Record.IS_READY + 8);
    }

    /** The process may run, with this end as its birth; once that is ready, if it {@code comes}: the process is to find it so. */
    private static void start(int number, long end, boolean comes) {
        long sip = Sips.find(number);
        if (sip == 0 || getInt(sip + SipLayout.LIFE) != SipLayout.LIFE_RUNNING) {
            if (end != 0) {
                Handles.drop(KernelLayout.LATER, end);
            }
            return;
        }
        if (end != 0) {
            Handles.enter(sip, KernelLayout.LATER, end);
        }
        if (!comes) {
            Scheduler.begin(sip);
        }
    }

    /** Writes what a child has of its sponsor; gives the words, 0 if it lies in too many families. */
    private static long describe(long sip, long terms) {
        putLong(terms + BLOCKS, getInt(sip + SipLayout.BLOCKS_QUOTA));
        putLong(terms + PAGES, getInt(sip + SipLayout.EXCHANGE_QUOTA));
        putLong(terms + THREADS, getInt(sip + SipLayout.THREAD_QUOTA));
        putLong(terms + HANDLES, getInt(sip + SipLayout.HANDLE_QUOTA));
        putLong(terms + PRIORITY, getInt(sip + SipLayout.PRIORITY));
        int count = 0;
        long family = getLong(sip + SipLayout.FAMILY);
        for (; getLong(family + FamilyLayout.PARENT) != 0; family = getLong(family + FamilyLayout.PARENT)) {
            if (count == FAMILIES_MOST) {
                return 0;
            }
            long at = terms + TERMS + 8L * FAMILY_WORDS * count++;
            putLong(at, getInt(family + FamilyLayout.HEAD));
            for (int resource = 0; resource < FamilyLayout.RESOURCES; resource++) {
                putLong(at + 8 + 8L * resource, getLong(family + ((long) resource << FamilyLayout.SHIFT) + FamilyLayout.LIMIT));
            }
        }
        putLong(terms + FAMILIES, count);
        return (TERMS >> 3) + (long) FAMILY_WORDS * count;
    }

    /** Makes a process on this core, held; gives its number, or as {@link Sips#make}. */
    private static int make(int program, long arguments, int size, long quota, long terms) {
        long family = Families.outermost(Nucleus.core());
        for (int i = (int) getLong(terms + FAMILIES) - 1; i >= 0; i--) {
            long at = terms + TERMS + 8L * FAMILY_WORDS * i;
            int head = (int) getLong(at);
            boolean known = Families.isHere(head);
            family = Families.mirror(family, head, at + 8);
            int core = known ? -1 : Directory.core(head);
            if (core >= 0) { // a limit that was set after its sponsor was described may have been told before there was a mirror
                Rings.send(core, Record.MIRRORED, head, 0);
            }
        }
        // In the place of sponsor and parent, which are elsewhere.
        long model = RawMemory.take(SipLayout.SIZE);
        putLong(model + SipLayout.FAMILY, family);
        putInt(model + SipLayout.BLOCKS_QUOTA, (int) getLong(terms + BLOCKS));
        putInt(model + SipLayout.EXCHANGE_QUOTA, (int) getLong(terms + PAGES));
        putInt(model + SipLayout.THREAD_QUOTA, (int) getLong(terms + THREADS));
        putInt(model + SipLayout.HANDLE_QUOTA, (int) getLong(terms + HANDLES));
        putInt(model + SipLayout.PRIORITY, (int) getLong(terms + PRIORITY));
        putInt(model + SipLayout.STRESS, (int) getLong(terms + STRESS));
        putInt(model + SipLayout.STRESS_EVERY, (int) (getLong(terms + STRESS) >>> 32));
        long sip = Sips.make(program, arguments, size, quota, model, model);
        RawMemory.give(model, SipLayout.SIZE);
        if (sip <= 0) {
            Families.releaseIfEmpty(family);
            return (int) sip;
        }
        putInt(sip + SipLayout.FAR_PARENT, (int) getLong(terms + PARENT));
        putInt(sip + SipLayout.STOPPED, SipLayout.STOPPED_BY_BIRTH);
        Directory.enter(sip);
        Scheduler.makeReady(getLong(sip + SipLayout.THREADS));
        return getInt(sip + SipLayout.NUMBER);
    }

    /** Another core asks. */
    public static void asked(long record, int from) {
        int operation = (int) getLong(record + Record.OPERATION);
        long a = getLong(record + Record.OPERANDS);
        long b = getLong(record + Record.OPERANDS + 8);
        long c = getLong(record + Record.OPERANDS + 16);
        long terms = record + Record.FURTHER;
        switch (operation) {
            case CREATE -> {
                boolean orphan = Directory.life((int) getLong(terms + PARENT)) != SipLayout.LIFE_RUNNING;
                int number = orphan ? Processes.NO_MEMORY : make((int) a, b, (int) (a >>> 32), c, terms);
                Questions.answer(from, record, number, 0, 0);
            }
            case AUDIT -> {
                Mail.settle(); // what records before this one have dropped
                Questions.answer(from, record, Audit.run(), 0, 0);
            }
            case DESCRIBE -> {
                long sip = Sips.find((int) a);
                long words = sip == 0 ? 0 : describe(sip, terms);
                Questions.answer(from, record, words, terms, (int) words);
            }
            case OBSERVE -> FarTraffic.asked(record, from, (int) a, b, c);
            default -> {
                long sip = Sips.find((int) a);
                int asker = (int) getLong(record + Record.ASKER);
                Questions.answer(from, record, sip == 0 ? -1 : of(sip, operation, b, c, asker), 0, 0);
            }
        }
    }

    private static long of(long sip, int operation, long b, long c, int asker) {
        return switch (operation) {
            case KILL -> {
                Death.begin(sip, SipLayout.REASON_KILLED, (int) b);
                yield 1;
            }
            case STOP -> {
                Processes.setStopped(sip, b != 0);
                yield 1;
            }
            case INFO -> {
                Scheduler.charge(Nucleus.cpu());
                yield Facts.of(sip, (int) b);
            }
            case LIMIT -> Limits.set(sip, (int) b, c) ? 1 : 0;
            case RELEASE -> Processes.forget(sip, asker) ? 1 : 0;
            case ROOM -> canHave(sip, b) ? 1 : 0;
            default -> -1;
        };
    }

    /**
     * Hands a block of this process to a process of another core, after that has been asked: see {@link ExchangeMemory#give}. What the answer
     * says may not be true any more when the block comes, so it never carries the block, which somebody has at any time.
     */
    static long give(long handle, int receiver) {
        long sip = Nucleus.sip();
        boolean may = ask(ROOM, receiver, Exchange.pages(handle), 0) > 0;
        int core = Directory.core(receiver);
        if (!may || core < 0 || !Exchange.isOwn(sip, handle)) { // another thread may have given it away
            return 0;
        }
        int page = Exchange.depart(sip, handle, false);
        long there = Exchange.handleOnArrival(page);
        Rings.send(core, Record.GIVE, receiver, page);
        return there;
    }

    private static void given(long sip, long page) {
        boolean may = sip != 0 && canHave(sip, Exchange.pages(page));
        long owner = may ? sip : Crossing.carrier();
        long handle = Exchange.arrive(owner, page);
        if (!may) {
            Exchange.free(owner, handle);
        }
    }

    private static boolean canHave(long sip, long pages) {
        return getInt(sip + SipLayout.LIFE) == SipLayout.LIFE_RUNNING && Exchange.hasRoom(sip, pages, 0);
    }

    /** A limit of a family is set on all cores where it has a mirror. */
    static void limit(int head, int resource, long value) {
        for (int core = 0; core < Cores.count(); core++) {
            if (core != Cores.number()) {
                tellLimit(core, head, resource, value);
            }
        }
    }

    private static void tellLimit(int core, int head, int resource, long value) {
        long record = Rings.begin(Record.LIMIT, head);
        putLong(record + Record.RESOURCE, resource);
        putLong(record + Record.VALUE, value);
        Rings.send(core, Record.VALUE + 8);
    }

    /** Another core says something of a process. */
    public static void told(int kind, long record, int from) {
        int number = (int) getLong(record + Record.TARGET);
        long word = getLong(record + Record.TARGET + 8);
        long sip = Sips.find(number);
        switch (kind) {
            case Record.SIGNAL -> Events.signal(sip);
            case Record.ORPHAN -> Death.orphan(number);
            case Record.START -> start(number, word == 0 ? 0 : Crossing.arrive(KernelLayout.LATER, word), getLong(record + Record.IS_READY) != 0);
            case Record.ENDED -> ended(number, word);
            case Record.GIVE -> given(sip, word);
            case Record.MIRRORED -> {
                for (int resource = 0; resource < FamilyLayout.RESOURCES && Families.isHere(number); resource++) {
                    tellLimit(from, number, resource, Families.limit(number, resource));
                }
            }
            case Record.LIMIT -> Families.limitMirror(number, (int) word, getLong(record + Record.VALUE));
            case Record.WATCH -> {
                if (sip == 0 || getInt(sip + SipLayout.LIFE) == SipLayout.LIFE_ENDED) {
                    Rings.send(from, Record.ENDED, number, sip == 0 ? 0 : 1);
                } else {
                    putInt(sip + SipLayout.WATCHERS, getInt(sip + SipLayout.WATCHERS) | 1 << from);
                }
            }
            default -> Nucleus.panic("a record of no kind", kind);
        }
    }

    private static void ended(int number, long there) {
        long next;
        for (long thread = getLong(Rings.far() + FarLayout.AWAITING); thread != 0; thread = next) {
            next = getLong(thread + ThreadLayout.NEXT);
            if (getLong(thread + ThreadRuntime.ANSWER) == number) {
                putLong(thread + ThreadRuntime.ANSWER, there);
                Scheduler.wake(thread, ThreadRuntime.WAKE_DONE);
            }
        }
    }
}
