package obol.nucleus.device;

import static obol.nucleus.Memory.getByte;
import static obol.nucleus.Memory.getChar;
import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.getUnsignedInt;

import obol.nucleus.annotation.NoAllocation;

/**
 * Finds declarations in ACPI's byte code (ACPI 6.4, chapter 20) without running any of it: scopes, devices, and names with constants.
 * Code is a list of terms in [at, end); no byte outside is read. Terms of other kinds are stepped over; where one cannot be, the
 * rest of its list is passed over. The address of a constant may be 0: then there is none.
 */
@NoAllocation
final class Aml {
    /** Names of objects, four characters each. */
    private static final int HID = '_' | 'H' << 8 | 'I' << 16 | 'D' << 24, CRS = '_' | 'C' << 8 | 'R' << 16 | 'S' << 24;
    static final int S5 = '_' | 'S' << 8 | '5' << 16 | '_' << 24;

    /** The hardware ID of virtio devices behind memory-mapped I/O: LNRO0005. */
    private static final long VIRTIO_MMIO = 'L' | 'N' << 8 | 'R' << 16 | 'O' << 24 | (long) ('0' | '0' << 8 | '0' << 16 | '5' << 24) << 32;

    private static final int ZERO = 0x00, ONE = 0x01, ALIAS = 0x06, NAME = 0x08, BYTE = 0x0A, WORD = 0x0B, DWORD = 0x0C, STRING = 0x0D,
            QWORD = 0x0E, SCOPE = 0x10, BUFFER = 0x11, PACKAGE = 0x12, PACKAGE_OF_VARIABLE_SIZE = 0x13, METHOD = 0x14, EXTERNAL = 0x15,
            DUAL_NAME = 0x2E, MULTI_NAME = 0x2F, EXTENDED = 0x5B, IF = 0xA0, ELSE = 0xA1, WHILE = 0xA2, ONES = 0xFF;
    /** Behind {@link #EXTENDED}. */
    private static final int MUTEX = 0x01, EVENT = 0x02, REGION = 0x80, FIELD = 0x81, DEVICE = 0x82, PROCESSOR = 0x83,
            POWER_RESOURCE = 0x84, THERMAL_ZONE = 0x85, INDEX_FIELD = 0x86, BANK_FIELD = 0x87;
    /** Descriptors of resources: a bit of large ones, and types. */
    private static final int LARGE = 0x80, MEMORY_FIXED = 0x86, INTERRUPTS = 0x89, END_TAG = 0x0F;
    /** Flags of interrupts: triggered by an edge, active low. */
    private static final int EDGE_OR_LOW = 2 | 4;
    /** Scopes and devices in one another. */
    private static final int DEEPEST = 16;

    private Aml() {}

    /** Enters the virtio devices of a list, and of the scopes and devices in it; gives whether all of it could be understood. */
    static boolean enterDevices(long core, long at, long end) {
        return enterDevices(core, at, end, 0);
    }

    private static boolean enterDevices(long core, long at, long end, int depth) {
        boolean understood = true;
        for (long term = at; term < end; ) {
            long next = next(term, end);
            if (next == 0 || depth == DEEPEST) {
                return false;
            }
            long body = body(term, next);
            if (body != 0) {
                if (isDevice(term) && isString(constant(body, next, HID), next, VIRTIO_MMIO)) {
                    long resources = resources(constant(body, next, CRS), next);
                    DeviceTable.enter(core, resources & 0xFFFF_FFFFL, resources >>> 32);
                }
                understood &= enterDevices(core, body, next, depth + 1);
            }
            term = next;
        }
        return understood;
    }

    /** The constant that a list, or a scope in it, gives a name; 0: none does. Those of devices in it are theirs. */
    static long constant(long at, long end, int name) {
        return constant(at, end, name, 0);
    }

    private static long constant(long at, long end, int name, int depth) {
        for (long term = at; term < end; ) {
            long next = next(term, end);
            if (next == 0 || depth == DEEPEST) {
                return 0;
            }
            if (octet(term) == NAME && nameEnd(term + 1, next) == term + 5 && getInt(term + 1) == name) {
                return term + 5;
            }
            if (octet(term) == SCOPE) {
                long inner = constant(body(term, next), next, name, depth + 1);
                if (inner != 0) {
                    return inner;
                }
            }
            term = next;
        }
        return 0;
    }

    /** Whether a constant is the string of these eight characters. */
    private static boolean isString(long constant, long end, long characters) {
        return constant != 0 && end - constant >= 10 && octet(constant) == STRING && getLong(constant + 1) == characters
                && getByte(constant + 9) == 0;
    }

    /** The first number in a package; -1: there is none. */
    static long firstNumber(long constant, long end) {
        if (constant == 0 || end - constant < 2 || octet(constant) != PACKAGE) {
            return -1;
        }
        long packageEnd = packageEnd(constant + 1, end);
        return packageEnd == 0 ? -1 : number(packageBody(constant + 1) + 1, packageEnd);
    }

    /**
     * Of a buffer with resources the first fixed area of memory in the low 32 bits, and in the high ones the first interrupt; 0: it lacks
     * one, is damaged, or the interrupt is not active high and level-triggered.
     */
    private static long resources(long constant, long end) {
        long limit = constant != 0 && end - constant >= 2 && octet(constant) == BUFFER ? packageEnd(constant + 1, end) : 0;
        if (limit == 0) {
            return 0;
        }
        long at = packageBody(constant + 1);
        at = at < limit ? dataEnd(at, limit) : 0;
        if (at == 0) {
            return 0;
        }
        long memory = 0;
        long line = 0;
        while (at < limit) {
            int tag = octet(at);
            boolean large = (tag & LARGE) != 0;
            if (large && limit - at < 3) {
                return 0;
            }
            long body = at + (large ? 3 : 1);
            int size = large ? getChar(at + 1) : tag & 7;
            if (size > limit - body) {
                return 0;
            }
            if (tag == MEMORY_FIXED && size == 9 && memory == 0) {
                memory = getUnsignedInt(body + 1);
            } else if (tag == INTERRUPTS && size >= 6 && line == 0) {
                if ((getByte(body) & EDGE_OR_LOW) != 0 || getByte(body + 1) == 0) {
                    return 0;
                }
                line = getUnsignedInt(body + 2);
            } else if (!large && tag >> 3 == END_TAG) {
                return memory != 0 && line != 0 ? line << 32 | memory : 0;
            }
            at = body + size;
        }
        return 0;
    }

    /** A constant that is a number of at most 32 bits; -1: it is none. */
    private static long number(long at, long end) {
        if (at >= end || dataEnd(at, end) == 0) {
            return -1;
        }
        int kind = octet(at);
        return kind == ZERO || kind == ONE ? kind : kind == BYTE ? octet(at + 1) : kind == WORD ? getChar(at + 1)
                : kind == DWORD ? getUnsignedInt(at + 1) : -1;
    }

    private static boolean isDevice(long term) {
        return octet(term) == EXTENDED && octet(term + 1) == DEVICE;
    }

    /** The terms in a scope or a device, which ends at {@code next}; 0: the term is neither. */
    private static long body(long term, long next) {
        return octet(term) == SCOPE ? nameEnd(packageBody(term + 1), next) : isDevice(term) ? nameEnd(packageBody(term + 2), next) : 0;
    }

    /** The end of a term that begins before {@code end}; 0: it has none that is understood. */
    private static long next(long at, long end) {
        long next;
        switch (octet(at)) {
            case NAME:
                next = nameEnd(at + 1, end);
                return next == 0 ? 0 : dataEnd(next, end);
            case ALIAS:
                next = nameEnd(at + 1, end);
                return next == 0 ? 0 : nameEnd(next, end);
            case EXTERNAL:
                return plus(nameEnd(at + 1, end), 2, end);
            case SCOPE:
                next = packageEnd(at + 1, end);
                return next == 0 || nameEnd(packageBody(at + 1), next) == 0 ? 0 : next;
            case METHOD:
            case IF:
            case ELSE:
            case WHILE:
                return packageEnd(at + 1, end);
            case EXTENDED:
                return end - at < 2 ? 0 : extendedNext(at, end);
            default:
                return 0;
        }
    }

    private static long extendedNext(long at, long end) {
        long next;
        switch (octet(at + 1)) {
            case MUTEX:
                return plus(nameEnd(at + 2, end), 1, end);
            case EVENT:
                return nameEnd(at + 2, end);
            case REGION:
                next = plus(nameEnd(at + 2, end), 1, end);
                next = next == 0 ? 0 : dataEnd(next, end);
                return next == 0 ? 0 : dataEnd(next, end);
            case DEVICE:
                next = packageEnd(at + 2, end);
                return next == 0 || nameEnd(packageBody(at + 2), next) == 0 ? 0 : next;
            case FIELD:
            case PROCESSOR:
            case POWER_RESOURCE:
            case THERMAL_ZONE:
            case INDEX_FIELD:
            case BANK_FIELD:
                return packageEnd(at + 2, end);
            default:
                return 0;
        }
    }

    /** The end of a constant, or of a name in its place. */
    private static long dataEnd(long at, long end) {
        if (at >= end) {
            return 0;
        }
        switch (octet(at)) {
            case ZERO:
            case ONE:
            case ONES:
                return at + 1;
            case BYTE:
                return plus(at, 2, end);
            case WORD:
                return plus(at, 3, end);
            case DWORD:
                return plus(at, 5, end);
            case QWORD:
                return plus(at, 9, end);
            case STRING:
                for (long i = at + 1; i < end; i++) {
                    if (getByte(i) == 0) {
                        return i + 1;
                    }
                }
                return 0;
            case BUFFER:
            case PACKAGE:
            case PACKAGE_OF_VARIABLE_SIZE:
                return packageEnd(at + 1, end);
            default:
                return nameEnd(at, end);
        }
    }

    /** The end of what begins with its own length at {@code at}. The highest bits of the first byte tell how many more there are. */
    private static long packageEnd(long at, long end) {
        if (at >= end || packageBody(at) > end) {
            return 0;
        }
        int more = octet(at) >> 6;
        int length = more == 0 ? octet(at) : octet(at) & 15;
        for (int i = 1; i <= more; i++) {
            length |= octet(at + i) << 8 * i - 4;
        }
        return length <= more ? 0 : plus(at, length, end);
    }

    private static long packageBody(long at) {
        return at + 1 + (octet(at) >> 6);
    }

    private static long nameEnd(long start, long end) {
        long at = start;
        while (at < end && (getByte(at) == '\\' || getByte(at) == '^')) {
            at++;
        }
        if (at >= end) {
            return 0;
        }
        int segments = 1;
        switch (octet(at)) {
            case ZERO:
                return at + 1;
            case DUAL_NAME:
                segments = 2;
                at++;
                break;
            case MULTI_NAME:
                if (end - at < 2) {
                    return 0;
                }
                segments = octet(at + 1);
                at += 2;
                break;
            default:
        }
        long next = plus(at, 4 * segments, end);
        for (long i = at; i < next; i++) {
            byte b = getByte(i);
            if (!(b >= 'A' && b <= 'Z' || b == '_' || b >= '0' && b <= '9' && (i - at & 3) != 0)) {
                return 0;
            }
        }
        return next;
    }

    /** {@code at + size}; 0 if that is behind the end, or {@code at} is 0. */
    private static long plus(long at, long size, long end) {
        return at == 0 || size > end - at ? 0 : at + size;
    }

    private static int octet(long at) {
        return getByte(at) & 0xFF;
    }
}
