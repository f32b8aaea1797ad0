package obol.nucleus.abi;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.putInt;

import obol.layout.ExchangeLayout;
import obol.layout.FamilyLayout;
import obol.layout.KernelLayout;
import obol.layout.MemoryMap;
import obol.layout.SipLayout;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.quota.Families;
import obol.nucleus.threads.Scheduler;
import obol.nucleus.threads.Stacks;

/** What {@link Processes#limit} sets, and the part of {@link Processes#info} that is about families. */
@NoAllocation
final class Limits {
    private Limits() {}

    /** False if there is no such limit, or it cannot be that. */
    static boolean set(long sip, int what, long value) {
        if (value < 0) {
            return false;
        }
        switch (what) {
            case Processes.HEAP_LIMIT -> putInt(sip + SipLayout.BLOCKS_QUOTA, clamp(value >>> MemoryMap.BLOCK_SHIFT));
            case Processes.EXCHANGE_LIMIT -> putInt(sip + SipLayout.EXCHANGE_QUOTA, clamp(value >>> ExchangeLayout.PAGE_SHIFT));
            case Processes.THREADS_LIMIT -> putInt(sip + SipLayout.THREAD_QUOTA, clamp(value));
            case Processes.HANDLES_LIMIT -> putInt(sip + SipLayout.HANDLE_QUOTA, (int) Math.min(value, KernelLayout.Entry.MOST));
            case Processes.PRIORITY -> {
                if (value == 0 || value > SipLayout.PRIORITY_MOST) {
                    return false;
                }
                Scheduler.setPriority(sip, (int) value);
            }
            default -> {
                int resource = what - Processes.FAMILY_HEAP;
                if (resource < 0 || resource >= FamilyLayout.RESOURCES) {
                    return false;
                }
                long family = Families.found(sip);
                Families.setLimit(family, resource, value >>> shift(resource));
                FarProcesses.limit(getInt(family + FamilyLayout.HEAD), resource, value >>> shift(resource));
            }
        }
        return true;
    }

    private static int clamp(long value) {
        return (int) Math.min(value, Integer.MAX_VALUE);
    }

    /** What a family has, or may have; -1: no such fact. */
    static long ofFamily(long family, int what) {
        boolean limit = what >= Processes.FAMILY_HEAP + Processes.FAMILY_LIMIT;
        int resource = what - Processes.FAMILY_HEAP - (limit ? Processes.FAMILY_LIMIT : 0);
        if (resource < 0 || resource >= FamilyLayout.RESOURCES) {
            return -1;
        }
        long amount = limit ? Families.limit(family, resource) : Families.used(family, resource);
        return amount > Long.MAX_VALUE >>> shift(resource) ? Long.MAX_VALUE : amount << shift(resource);
    }

    /** Heap, exchange memory and stacks are counted in blocks and pages. */
    private static int shift(int resource) {
        return switch (resource) {
            case FamilyLayout.HEAP -> MemoryMap.BLOCK_SHIFT;
            case FamilyLayout.EXCHANGE -> ExchangeLayout.PAGE_SHIFT;
            case FamilyLayout.STACKS -> Stacks.PAGE_SHIFT;
            default -> 0;
        };
    }
}
