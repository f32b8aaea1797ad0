package obol.nucleus.heap;

import static obol.nucleus.Memory.getByte;
import static obol.nucleus.Memory.getChar;
import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.getUnsignedInt;

import obol.layout.FrameCursor;
import obol.layout.RegisterSave;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.layout.ThreadRuntime;
import obol.layout.image.ImageHeader;
import obol.layout.image.SafepointLayout;
import obol.nucleus.Nucleus;
import obol.nucleus.Suites;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.stack.Frames;
import obol.nucleus.threads.Scheduler;

/** All places outside the heap that hold references into it. */
@NoAllocation
final class Roots {
    private static final int GPR_COUNT = 16;

    private Roots() {}

    static void visit(long sip) {
        visitStatics(sip, Suites.image());
        long last = Suites.last(sip);
        if (last != Suites.image()) {
            visitStatics(sip, last);
        }
        long mirrors = getLong(sip + SipLayout.MIRRORS);
        long classes = getUnsignedInt(last + ImageHeader.FIRST_CLASS) + getUnsignedInt(last + ImageHeader.CLASS_COUNT);
        visitRange(sip, mirrors, mirrors + 4 * classes);
        visitRange(sip, sip + SipLayout.ROOTS, sip + SipLayout.ROOTS_END);
        for (long thread = getLong(sip + SipLayout.THREADS); thread != 0; thread = getLong(thread + ThreadLayout.NEXT_IN_SIP)) {
            Visitor.visit(sip, thread + ThreadLayout.JAVA_THREAD, false);
            Visitor.visit(sip, thread + ThreadLayout.EXCEPTION, false);
            if (getInt(thread + ThreadRuntime.PHASE) == ThreadRuntime.PHASE_STARTED) {
                visitStack(sip, getLong(thread + ThreadLayout.SAVED_SP));
            }
        }
    }

    private static void visitRange(long sip, long from, long to) {
        for (long slot = from; slot < to; slot += 4) {
            if (getInt(slot) != 0) {
                Visitor.visit(sip, slot, false);
            }
        }
    }

    private static void visitStatics(long sip, long header) {
        long statics = getLong(sip + SipLayout.STATICS);
        visitRange(sip, statics + getUnsignedInt(header + ImageHeader.STATICS_START), statics + getUnsignedInt(header + ImageHeader.STATICS_REFERENCES_END));
    }

    private static void visitStack(long sip, long savedSp) {
        long cursor = sip + SipLayout.CURSOR;
        Frames.begin(cursor, savedSp);
        while (Frames.record(cursor) != 0) {
            visitFrame(sip, Frames.record(cursor), getLong(cursor + FrameCursor.SP), getLong(cursor + FrameCursor.REGISTERS));
            Frames.next(cursor);
            Scheduler.shareCollection();
        }
    }

    /** The words of the frame in the map, and the registers that a stub has saved for it. The upper halves are 0 and stay so. */
    private static void visitFrame(long sip, long record, long sp, long registers) {
        int bytes = getChar(record + SafepointLayout.MAP_BYTES);
        for (int i = 0; i < bytes; i++) {
            int bits = getByte(record + SafepointLayout.MAP + i) & 0xFF;
            for (long slot = sp + 64L * i; bits != 0; slot += 8) {
                if ((bits & 1) != 0) {
                    Visitor.visit(sip, slot, false);
                }
                bits >>>= 1;
            }
        }
        if (registers != 0) {
            int mask = getChar(record + SafepointLayout.REGISTERS);
            for (int r = 0; r < GPR_COUNT; r++) {
                if ((mask >>> r & 1) != 0) {
                    Visitor.visit(sip, registers + RegisterSave.GPR + 8L * r, false);
                }
            }
        }
    }
}
