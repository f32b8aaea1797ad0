package obol.nucleus.channel;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;

import obol.layout.KernelLayout;
import obol.layout.KernelLayout.Channel;
import obol.layout.KernelLayout.Info;
import obol.layout.KernelLayout.Later;
import obol.layout.KernelLayout.Port;
import obol.nucleus.annotation.AlwaysInline;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.exchange.Exchange;

/** What is asked of a handle whatever its kind is. */
@NoAllocation
public final class Mail {
    private Mail() {}

    /** See {@code Links.take}. */
    public static long take(long sip, long handle, long bytes, long head) {
        int kind = HandleTable.kind(sip, handle);
        long object = HandleTable.find(sip, handle);
        return switch (kind) {
            case KernelLayout.CHANNEL, KernelLayout.LINK -> Channels.take(sip, kind, object, bytes, head);
            case KernelLayout.LATER -> Laters.take(sip, handle, object, bytes, head);
            default -> Result.GONE;
        };
    }

    /** See {@code Links.send}. */
    public static long send(long sip, long handle, long bytes, int length, long handles, int count, boolean last) {
        int kind = HandleTable.kind(sip, handle);
        long object = HandleTable.find(sip, handle);
        return switch (kind) {
            case KernelLayout.CHANNEL -> Channels.reply(sip, object, bytes, length, handles, count, last);
            case KernelLayout.SENDER -> Laters.send(sip, handle, object, bytes, length, handles, count, last);
            default -> Result.GONE;
        };
    }

    /** Ends what the operation has dropped. At the end of each that may have. */
    @AlwaysInline
    public static void settle() {
        if (Slots.hasDropped()) {
            Slots.dropAll();
        }
    }

    /** See {@code Links.info}. */
    public static long info(long sip, long handle, int what) {
        if (what == Info.LENGTH) {
            return Exchange.isOwn(sip, handle) ? Exchange.length(handle) : Result.GONE;
        }
        int kind = HandleTable.kind(sip, handle);
        long object = HandleTable.find(sip, handle);
        return switch (kind) {
            case KernelLayout.PORT -> ofPort(object, what);
            case KernelLayout.CONNECTOR -> what == Info.OPEN ? Ports.ofConnector(object) : Result.GONE;
            case KernelLayout.CHANNEL, KernelLayout.LINK -> ofChannel(object, what);
            case KernelLayout.LATER -> ofLater(handle, object, what);
            case KernelLayout.SENDER -> ofSender(object, what);
            default -> Result.GONE;
        };
    }

    private static long ofPort(long port, int what) {
        return switch (what) {
            case Info.READY -> Ports.isReady(port) ? 1 : 0;
            case Info.OPEN -> getInt(port + Port.OPEN);
            default -> Result.GONE;
        };
    }

    private static long ofChannel(long channel, int what) {
        return switch (what) {
            case Info.SIZE -> Slots.size(channel + Channel.SLOT);
            case Info.OPEN -> getInt(channel + Channel.TURN) == Channel.DEAD ? 0 : 1;
            case Info.FINGERPRINT -> getLong(channel + Channel.FINGERPRINT);
            case Info.FINGERPRINT_LOW -> getLong(channel + Channel.FINGERPRINT + 8);
            case Info.OTHER_END -> getLong(channel + Channel.SERVER);
            default -> Result.GONE;
        };
    }

    private static long ofSender(long later, int what) {
        return switch (what) {
            case Info.READY -> Laters.hasRoom(later) ? 1 : 0;
            case Info.OPEN -> getInt(later + Later.RECEIVER);
            default -> Result.GONE;
        };
    }

    private static long ofLater(long handle, long later, int what) {
        return switch (what) {
            case Info.READY -> Laters.isReady(later) ? 1 : 0;
            case Info.SIZE -> Slots.size(later + Later.SLOT);
            case Info.OTHER_END -> Laters.sender(handle);
            default -> Result.GONE;
        };
    }
}
