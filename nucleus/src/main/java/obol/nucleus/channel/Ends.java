package obol.nucleus.channel;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;

import obol.layout.FamilyLayout;
import obol.layout.KernelLayout;
import obol.layout.KernelLayout.Channel;
import obol.layout.KernelLayout.Connector;
import obol.layout.KernelLayout.Later;
import obol.layout.KernelLayout.Message;
import obol.layout.KernelLayout.Port;
import obol.layout.KernelLayout.Slot;
import obol.layout.NucleusLayout;
import obol.layout.SipLayout;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.core.Rings;

/** Whether each end of a kernel object has one holder, a table or a message: for the audit. */
@NoAllocation
public final class Ends {
    private Ends() {}

    /** Whether for each kind of handle as many are held as there are ends. */
    public static boolean areSound() {
        for (int kind = KernelLayout.PORT; kind <= KernelLayout.SENDER; kind++) {
            long balance = 0;
            for (long sip = getLong(Nucleus.core() + NucleusLayout.SIPS); sip != 0; sip = getLong(sip + SipLayout.NEXT_SIP)) {
                balance += HandleTable.count(sip, kind) + balance(sip, kind);
            }
            for (long family = getLong(Nucleus.core() + NucleusLayout.FAMILIES); family != 0; family = getLong(family + FamilyLayout.NEXT)) {
                long orphans = getLong(family + FamilyLayout.ORPHANS);
                balance += orphans == 0 ? 0 : balance(orphans, kind);
            }
            balance += Rings.far() == 0 ? 0 : balance(Crossing.carrier(), kind);
            if (balance != 0) {
                return false;
            }
        }
        return true;
    }

    /** Of the objects of a payer: handles of this kind in messages, less the ends that there are. */
    private static long balance(long payer, int kind) {
        long balance = 0;
        for (long object = getLong(payer + SipLayout.KERNEL); object != 0; object = getLong(object + KernelLayout.NEXT)) {
            balance += switch (KernelObject.kind(object)) {
                case KernelLayout.MESSAGE -> getInt(object + Message.AWAY) == 0 ? inMessage(object, kind) : 0;
                case KernelLayout.CHANNEL -> inSlot(object + Channel.SLOT, kind) - ends(object, kind);
                case KernelLayout.LATER -> inSlot(object + Later.SLOT, kind) + inQueue(object, kind) - ends(object, kind);
                default -> -ends(object, kind);
            };
        }
        return balance;
    }

    /** In messages that have come from another core, and so are in no list of a payer here. */
    private static int inSlot(long slot, int kind) {
        return away(getLong(slot + Slot.MESSAGE), kind);
    }

    private static int inQueue(long later, int kind) {
        int found = 0;
        for (long message = getLong(later + Later.QUEUE); message != 0; message = getLong(message + Message.NEXT_IN_LIST)) {
            found += away(message, kind);
        }
        return found;
    }

    private static int away(long message, int kind) {
        return message == 0 || getInt(message + Message.AWAY) == 0 ? 0 : inMessage(message, kind);
    }

    private static int inMessage(long message, int kind) {
        int found = 0;
        for (int i = 0; i < getInt(message + Message.COUNT); i++) {
            found += getLong(message + Message.HANDLES + 8L * i) >>> KernelLayout.TRAVEL_SHIFT == kind ? 1 : 0;
        }
        return found;
    }

    private static int ends(long object, int kind) {
        return switch (KernelObject.kind(object)) {
            case KernelLayout.PORT -> kind == KernelLayout.PORT ? getInt(object + Port.REFERENCES) : 0;
            // A connector is one of the references to its port, too.
            case KernelLayout.CONNECTOR -> kind == KernelLayout.CONNECTOR ? ofConnector(object)
                    : kind == KernelLayout.PORT ? -flag(getLong(object + Connector.PORT)) : 0;
            case KernelLayout.CHANNEL -> kind == KernelLayout.LINK ? ofChannel(object)
                    : kind == KernelLayout.CHANNEL ? flag(getLong(object + Channel.PORT)) : 0;
            case KernelLayout.LATER -> kind == KernelLayout.LATER ? flag(getInt(object + Later.RECEIVER)) & ~flag(getLong(object + Later.FAR_RECEIVER))
                    : kind == KernelLayout.SENDER ? ~flag(getLong(object + Later.FAR_SENDER)) & flag(getInt(object + Later.SENDER)) & flag(getInt(object + Later.SENDER_GIVEN)) : 0;
            default -> 0;
        };
    }

    private static int ofConnector(long connector) {
        return getLong(connector + Connector.FAR) == KernelLayout.PENDING ? 0 : 1;
    }

    /** The client's end of a channel is with the client's half. */
    private static int ofChannel(long channel) {
        boolean here = (getInt(channel + Channel.FLAGS) & Channel.HALF) != 0 || getLong(channel + Channel.FAR) == 0;
        return here ? flag(getInt(channel + Channel.CLIENT)) : 0;
    }

    private static int flag(long value) {
        return value == 0 ? 0 : 1;
    }
}
