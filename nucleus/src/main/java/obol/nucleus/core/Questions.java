package obol.nucleus.core;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putLong;

import obol.layout.FarLayout;
import obol.layout.FarLayout.Record;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.layout.ThreadRuntime;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.process.Sips;
import obol.nucleus.threads.Scheduler;
import obol.nucleus.threads.Threads;

/**
 * What a thread asks another core, and waits for: there it is seen to at once, so the wait is short and nothing but a kill ends it. The answer
 * to a thread that is no more is dropped.
 */
@NoAllocation
public final class Questions {
    /** Most further words of a question or an answer. */
    public static final int FURTHER_MOST = Record.WORDS_MOST - (Record.FURTHER >> 3);

    private Questions() {}

    /** Asks, and gives the answer; the operation's meaning is its receiver's. */
    public static long ask(int core, int operation, long a, long b, long c) {
        return ask(core, operation, a, b, c, 0, 0);
    }

    /** As {@link #ask(int, int, long, long, long)}, with words at {@code further}, where those of the answer go, too. */
    public static long ask(int core, int operation, long a, long b, long c, long further, int words) {
        long thread = Memory.thread();
        long far = Rings.far();
        long number = getLong(far + FarLayout.QUESTIONS) + 1;
        putLong(far + FarLayout.QUESTIONS, number);
        putLong(thread + ThreadRuntime.QUESTION, number);
        putLong(thread + ThreadRuntime.ANSWER_WORDS, further);
        long asker = getInt(Nucleus.sip() + SipLayout.NUMBER) | (long) getInt(thread + ThreadLayout.NUMBER) << 32;
        long record = Rings.begin(Record.QUESTION, asker);
        putLong(record + Record.QUESTION_NUMBER, number);
        putLong(record + Record.OPERATION, operation);
        putLong(record + Record.OPERANDS, a);
        putLong(record + Record.OPERANDS + 8, b);
        putLong(record + Record.OPERANDS + 16, c);
        Machine.copyMemory(further, record + Record.FURTHER, 8L * words);
        Rings.send(core, Record.FURTHER + 8 * words);
        Cores.interrupt(core);
        Scheduler.prepareWait(0, Long.MAX_VALUE);
        Scheduler.suspend();
        return getLong(thread + ThreadRuntime.ANSWER);
    }

    /** Answers the question in {@code record}. */
    public static void answer(int core, long record, long value, long further, int words) {
        long answer = Rings.begin(Record.ANSWER, getLong(record + Record.ASKER));
        putLong(answer + Record.QUESTION_NUMBER, getLong(record + Record.QUESTION_NUMBER));
        putLong(answer + Record.ANSWER_VALUE, value);
        Machine.copyMemory(further, answer + Record.ANSWER_FURTHER, 8L * words);
        Rings.send(core, Record.ANSWER_FURTHER + 8 * words);
    }

    static void answered(long record) {
        long asker = getLong(record + Record.ASKER);
        long sip = Sips.find((int) asker);
        long thread = sip == 0 ? 0 : Threads.byNumber(sip, (int) (asker >>> 32));
        if (thread == 0 || getLong(thread + ThreadRuntime.QUESTION) != getLong(record + Record.QUESTION_NUMBER)) {
            return;
        }
        putLong(thread + ThreadRuntime.QUESTION, 0);
        putLong(thread + ThreadRuntime.ANSWER, getLong(record + Record.ANSWER_VALUE));
        int words = ((int) (getLong(record) >>> Record.WORDS_SHIFT) & 0xFF) - (Record.ANSWER_FURTHER >> 3);
        Machine.copyMemory(record + Record.ANSWER_FURTHER, getLong(thread + ThreadRuntime.ANSWER_WORDS), 8L * words);
        Scheduler.wake(thread, ThreadRuntime.WAKE_DONE);
    }
}
