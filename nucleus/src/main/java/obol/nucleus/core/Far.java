package obol.nucleus.core;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putLong;

import obol.layout.CpuLayout;
import obol.layout.FarLayout;
import obol.layout.FarLayout.Directory;
import obol.layout.FarLayout.Record;
import obol.layout.FarLayout.Ring;
import obol.layout.NucleusLayout;
import obol.layout.SipLayout;
import obol.nucleus.RawMemory;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.channel.Circles;
import obol.nucleus.channel.Crossing;
import obol.nucleus.channel.FarChannels;
import obol.nucleus.channel.FarLaters;
import obol.nucleus.channel.Mail;
import obol.nucleus.abi.FarProcesses;

/** What comes from other cores: each record is seen to at once, on the core that it is for, and never waits for anything. */
@NoAllocation
public final class Far {
    private Far() {}

    /** Makes what the core needs to be talked to, before any other one may; {@code core} is its {@link NucleusLayout}. */
    public static void initialize(long core, int cores) {
        long far = RawMemory.take(core, FarLayout.SIZE);
        for (int from = 0; from < cores; from++) {
            putLong(far + FarLayout.FROM + 8L * from, RawMemory.take(core, Ring.SIZE));
        }
        long carrier = RawMemory.take(core, SipLayout.SIZE);
        obol.nucleus.Memory.putInt(carrier + SipLayout.EXCHANGE_QUOTA, Integer.MAX_VALUE);
        putLong(far + FarLayout.CARRIER, carrier);
        putLong(far + FarLayout.DIRECTORY, RawMemory.take(core, Directory.SIZE));
        putLong(core + NucleusLayout.FAR, far);
    }

    /** Bytes of raw memory that this core has for the others. */
    public static long raw() {
        long far = Rings.far();
        if (far == 0) {
            return 0;
        }
        long raw = RawMemory.capacity(FarLayout.SIZE) + RawMemory.capacity(SipLayout.SIZE) + RawMemory.capacity(Directory.SIZE)
                + Cores.count() * RawMemory.capacity(Ring.SIZE) + getLong(getLong(far + FarLayout.CARRIER) + SipLayout.KERNEL_USED);
        for (int to = 0; to < Cores.count(); to++) {
            raw += Rings.heldBytes(far, to);
        }
        return raw;
    }

    /** Sees to all that has come; whether there was anything. */
    public static boolean poll(long cpu) {
        long far = getLong(getLong(cpu + CpuLayout.NUCLEUS) + NucleusLayout.FAR);
        if (far == 0) {
            return false;
        }
        boolean any = false;
        int cores = getInt(cpu + CpuLayout.COUNT);
        int own = getInt(cpu + CpuLayout.NUMBER);
        for (int core = 0; core < cores; core++) {
            if (core == own) {
                continue;
            }
            if (getLong(far + FarLayout.HELD + 16L * core) != 0) {
                Rings.flush(far, core);
            }
            for (int i = 0; i < Ring.LINE_COUNT && !Rings.isEmpty(far, core); i++) {
                see(Rings.receive(far, core), core);
                any = true;
            }
        }
        if (any) {
            Mail.settle();
        }
        return any;
    }

    private static void see(long record, int from) {
        long target = getLong(record + Record.TARGET);
        long word = getLong(record + Record.TARGET + 8);
        int kind = (int) getLong(record) & 0xFF;
        switch (kind) {
            case Record.CALL -> FarChannels.called(target, record);
            case Record.REPLY -> FarChannels.replied(target, record, false);
            case Record.FAULT -> FarChannels.replied(target, record, true);
            case Record.END -> Crossing.ended(target, word);
            case Record.LINK_IS_AT -> FarChannels.isAt(target, word);
            case Record.SENDER_IS_AT -> FarLaters.senderIsAt(target, word);
            case Record.RECEIVER_IS_AT -> FarLaters.receiverIsAt(target, word);
            case Record.CONNECT -> FarChannels.connected(target, word);
            case Record.DISCARD -> FarChannels.discarded(target);
            case Record.OPENED -> FarChannels.opened(target, record);
            case Record.SEND -> FarLaters.sent(target, record);
            case Record.CREDIT -> FarLaters.credited(target, (int) word);
            case Record.FREE -> Crossing.freed(target);
            case Record.FREE_BLOCK -> Crossing.blockFreed((int) target);
            case Record.QUESTION -> FarProcesses.asked(record, from);
            case Record.PROBE -> Circles.probed(target, record);
            case Record.WITHDRAW -> Circles.withdraw(target, word);
            case Record.WITHDRAWN -> Circles.withdrawn(target);
            case Record.ANSWER -> Questions.answered(record);
            default -> FarProcesses.told(kind, record, from);
        }
    }
}
