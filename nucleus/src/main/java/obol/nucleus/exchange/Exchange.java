package obol.nucleus.exchange;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.getUnsignedInt;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.ExchangeLayout;
import obol.layout.FamilyLayout;
import obol.layout.FarLayout;
import obol.layout.FarLayout.Record;
import obol.layout.MemoryMap;
import obol.layout.NucleusLayout;
import obol.layout.SipLayout;
import obol.nucleus.Machine;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.core.Cores;
import obol.nucleus.core.Rings;
import obol.nucleus.quota.Families;

/** The table of exchange blocks. Sizes are powers of two of pages; a free block is never split or joined. Handles are not 0. */
@NoAllocation
public final class Exchange {
    private static final int PAGE_SIZE = 1 << ExchangeLayout.PAGE_SHIFT;
    /** Blocks of at most so many bytes are cleared when they are freed; giving the pages back and touching new ones takes much longer. */
    private static final int CLEARED_MOST = 32 * PAGE_SIZE;

    private Exchange() {}

    /** A block of at least so many bytes (0: one page), zero, for the process; 0 if its quota or the memory is used up. */
    public static long allocate(long sip, long size) {
        int shift = 0;
        while (shift < ExchangeLayout.SIZES && (long) PAGE_SIZE << shift < size) {
            shift++;
        }
        if (size < 0 || shift == ExchangeLayout.SIZES || !hasRoom(sip, 1L << shift, 0)) {
            return 0;
        }
        int page = takeFree(shift);
        if (page == 0) {
            return 0;
        }
        putInt(entry(page) + ExchangeLayout.SIZE_SHIFT, shift);
        putInt(entry(page) + ExchangeLayout.LENGTH, (int) size);
        link(sip, page);
        return handle(page);
    }

    /** Whether the process may have so many pages more; they come from {@code from}, 0: from nobody. */
    public static boolean hasRoom(long sip, long pages, long from) {
        long family = getLong(sip + SipLayout.FAMILY);
        return pages <= getInt(sip + SipLayout.EXCHANGE_QUOTA) - getInt(sip + SipLayout.EXCHANGE_USED)
                && (from != 0 && getLong(from + SipLayout.FAMILY) == family || Families.hasRoom(family, FamilyLayout.EXCHANGE, pages));
    }

    private static int takeFree(int shift) {
        long core = Nucleus.core();
        long free = core + NucleusLayout.FREE_EXCHANGE + 4L * shift;
        int page = getInt(free);
        if (page != 0) {
            putInt(free, getInt(entry(page) + ExchangeLayout.NEXT));
            return page;
        }
        page = getInt(core + NucleusLayout.EXCHANGE_TOP);
        if (page + (1L << shift) > getInt(core + NucleusLayout.EXCHANGE_END)) {
            return 0;
        }
        putInt(core + NucleusLayout.EXCHANGE_TOP, page + (1 << shift));
        return page;
    }

    /** Whether the handle names a block of this process that no device has. */
    public static boolean isOwn(long sip, long handle) {
        return isOwner(sip, handle) && getInt(entry(page(handle)) + ExchangeLayout.PINNED) == 0;
    }

    /** Leaves an own block to a device: its handle is good for {@link #unpin} alone. */
    public static void pin(long handle) {
        putInt(entry(page(handle)) + ExchangeLayout.PINNED, 1);
    }

    /** A device has returned a block of this process. */
    public static void unpin(long sip, long handle) {
        if (isOwner(sip, handle)) {
            putInt(entry(page(handle)) + ExchangeLayout.PINNED, 0);
        }
    }

    private static boolean isOwner(long sip, long handle) {
        int page = page(handle);
        return page != 0 && getUnsignedInt(entry(page) + ExchangeLayout.OWNER) == sip
                && getUnsignedInt(entry(page) + ExchangeLayout.GENERATION) == handle >>> ExchangeLayout.HANDLE_SHIFT;
    }

    /** Address of an own block's first byte. */
    public static long address(long handle) {
        return MemoryMap.EXCHANGE + ((long) page(handle) << ExchangeLayout.PAGE_SHIFT);
    }

    /** Bytes of an own block. */
    public static long size(long handle) {
        return (long) PAGE_SIZE << getInt(entry(page(handle)) + ExchangeLayout.SIZE_SHIFT);
    }

    /** Bytes that were asked for when an own block was allocated. */
    public static int length(long handle) {
        return getInt(entry(page(handle)) + ExchangeLayout.LENGTH);
    }

    /** Pages of 4 KiB of an own block, or of one that comes from another core, by the number of its first page. */
    public static int pages(long handle) {
        return pages(page(handle));
    }

    /** A new handle of an own block: the one before is not good any more. */
    public static long renew(long handle) {
        int page = page(handle);
        putInt(entry(page) + ExchangeLayout.GENERATION, getInt(entry(page) + ExchangeLayout.GENERATION) + 1);
        return handle(page);
    }

    /** The block in the process's list after an own one, or the first for 0; 0: no more. */
    public static long next(long sip, long handle) {
        int page = handle == 0 ? getInt(sip + SipLayout.EXCHANGE) : getInt(entry(page(handle)) + ExchangeLayout.NEXT);
        return page == 0 ? 0 : handle(page);
    }

    /** Makes the receiver the owner of an own block; gives its new handle, or 0 if the receiver's quota does not allow it. */
    public static long give(long sip, long handle, long receiver) {
        int page = page(handle);
        int pages = pages(page);
        if (sip != receiver && !hasRoom(receiver, pages, sip)) {
            return 0;
        }
        unlink(sip, page);
        link(receiver, page);
        return handle(page);
    }

    /** Frees an own block. */
    public static void free(long sip, long handle) {
        int page = page(handle);
        unlink(sip, page);
        putInt(entry(page) + ExchangeLayout.OWNER, 0);
        putInt(entry(page) + ExchangeLayout.PINNED, 0);
        if (Cores.ofExchangePage(page) == Cores.number()) {
            release(page);
        } else {
            count(FarLayout.BORROWED, -pages(page));
            Rings.send(Cores.ofExchangePage(page), Record.FREE_BLOCK, page, 0);
        }
    }

    /** A block of this core, which nobody has, is free. */
    private static void release(int page) {
        long handle = handle(page);
        if (size(handle) <= CLEARED_MOST) {
            Machine.fillMemory(address(handle), size(handle), 0);
        } else {
            Machine.discardMemory(address(handle), size(handle));
        }
        long list = Nucleus.core() + NucleusLayout.FREE_EXCHANGE + 4L * getInt(entry(page) + ExchangeLayout.SIZE_SHIFT);
        putInt(entry(page) + ExchangeLayout.NEXT, getInt(list));
        putInt(list, page);
    }

    /**
     * An own block goes to another core: {@code sip} has it no more, but goes on paying for it if {@code pays}, until {@link #settle}. Gives the
     * block's first page, by number.
     */
    public static int depart(long sip, long handle, boolean pays) {
        int page = page(handle);
        int pages = pages(page);
        unlink(sip, page);
        putInt(entry(page) + ExchangeLayout.OWNER, 0);
        if (pays) {
            charge(sip, pages);
            count(FarLayout.PAID, pages);
        }
        boolean home = Cores.ofExchangePage(page) == Cores.number();
        count(home ? FarLayout.LENT : FarLayout.BORROWED, home ? pages : -pages);
        return page;
    }

    /** The handle that {@link #arrive} will give of a block that has departed. */
    public static long handleOnArrival(int page) {
        long generation = getInt(entry(page) + ExchangeLayout.GENERATION) + 1 & 0xFFFF_FFFFL;
        return generation << ExchangeLayout.HANDLE_SHIFT | page;
    }

    /** A block has come from another core, for {@code sip}: its handle. */
    public static long arrive(long sip, long value) {
        int page = (int) value;
        boolean home = Cores.ofExchangePage(page) == Cores.number();
        count(home ? FarLayout.LENT : FarLayout.BORROWED, home ? -pages(page) : pages(page));
        link(sip, page);
        Machine.forgetTranslations(address(page), size(page));
        return handle(page);
    }

    /** The process pays no more for so many pages that have gone to another core. */
    public static void settle(long sip, int pages) {
        charge(sip, -pages);
        count(FarLayout.PAID, -pages);
    }

    /** Another process pays for pages that have gone to another core. */
    public static void move(long from, long to, int pages) {
        charge(from, -pages);
        charge(to, pages);
    }

    /** A block of this core was freed on another one. */
    public static void comeHome(int page) {
        count(FarLayout.LENT, -pages(page));
        release(page);
    }

    private static void count(int what, int pages) {
        long place = Rings.far() + what;
        putLong(place, getLong(place) + pages);
    }

    /** Of the pages that the processes here pay for, how many are not pages of this core in their lists; less those of it on other cores. */
    public static long foreign() {
        long far = Rings.far();
        return far == 0 ? 0 : getLong(far + FarLayout.PAID) + getLong(far + FarLayout.BORROWED) - getLong(far + FarLayout.LENT);
    }

    /** Pages that have come from other cores and were not taken yet. */
    public static long carried() {
        long far = Rings.far();
        return far == 0 ? 0 : getInt(getLong(far + FarLayout.CARRIER) + SipLayout.EXCHANGE_USED);
    }

    public static void freeAll(long sip) {
        while (getInt(sip + SipLayout.EXCHANGE) != 0) {
            free(sip, handle(getInt(sip + SipLayout.EXCHANGE)));
        }
    }

    /** Whether the process's list and its count of pages agree; it pays for {@code away} pages on other cores. */
    public static boolean isSound(long sip, long away) {
        long pages = away;
        for (int page = getInt(sip + SipLayout.EXCHANGE); page != 0; page = getInt(entry(page) + ExchangeLayout.NEXT)) {
            if (getUnsignedInt(entry(page) + ExchangeLayout.OWNER) != sip) {
                return false;
            }
            pages += pages(page);
        }
        return pages == getInt(sip + SipLayout.EXCHANGE_USED);
    }

    /** Pages of all blocks that have been freed and not been given out again. */
    public static long freePages() {
        long pages = 0;
        for (int shift = 0; shift < ExchangeLayout.SIZES; shift++) {
            int page = getInt(Nucleus.core() + NucleusLayout.FREE_EXCHANGE + 4L * shift);
            for (; page != 0; page = getInt(entry(page) + ExchangeLayout.NEXT)) {
                pages += 1L << shift;
            }
        }
        return pages;
    }

    /** Pages of this core that have ever been given out. */
    public static long pagesEverUsed() {
        long core = Nucleus.core();
        return getInt(core + NucleusLayout.EXCHANGE_TOP) - getInt(core + NucleusLayout.EXCHANGE_FIRST);
    }

    /** Enters the block in the process's list, as a new generation. */
    private static void link(long sip, int page) {
        long entry = entry(page);
        int first = getInt(sip + SipLayout.EXCHANGE);
        putInt(entry + ExchangeLayout.OWNER, (int) sip);
        putInt(entry + ExchangeLayout.GENERATION, getInt(entry + ExchangeLayout.GENERATION) + 1);
        putInt(entry + ExchangeLayout.NEXT, first);
        putInt(entry + ExchangeLayout.PREVIOUS, 0);
        if (first != 0) {
            putInt(entry(first) + ExchangeLayout.PREVIOUS, page);
        }
        putInt(sip + SipLayout.EXCHANGE, page);
        charge(sip, pages(page));
    }

    private static void unlink(long sip, int page) {
        int next = getInt(entry(page) + ExchangeLayout.NEXT);
        int previous = getInt(entry(page) + ExchangeLayout.PREVIOUS);
        putInt(previous == 0 ? sip + SipLayout.EXCHANGE : entry(previous) + ExchangeLayout.NEXT, next);
        if (next != 0) {
            putInt(entry(next) + ExchangeLayout.PREVIOUS, previous);
        }
        charge(sip, -pages(page));
    }

    private static void charge(long sip, int pages) {
        putInt(sip + SipLayout.EXCHANGE_USED, getInt(sip + SipLayout.EXCHANGE_USED) + pages);
        Families.add(getLong(sip + SipLayout.FAMILY), FamilyLayout.EXCHANGE, pages);
    }

    private static long handle(int page) {
        return getUnsignedInt(entry(page) + ExchangeLayout.GENERATION) << ExchangeLayout.HANDLE_SHIFT | page;
    }

    private static int page(long handle) {
        return (int) handle & ExchangeLayout.PAGE_COUNT - 1;
    }

    private static int pages(int page) {
        return 1 << getInt(entry(page) + ExchangeLayout.SIZE_SHIFT);
    }

    private static long entry(int page) {
        return MemoryMap.EXCHANGE_TABLE + ((long) page << ExchangeLayout.SHIFT);
    }
}
