package obol.layout;

/**
 * Processes that have limits together: the one that was given them, and what it starts, directly or not. Families lie in one another; all
 * that a process takes is counted in each that it is in. Raw memory; offsets are bytes; u64 each unless said otherwise.
 */
public final class FamilyLayout {
    private FamilyLayout() {}

    /** The family that this one lies in; 0: it is that of the first process. */
    public static final int PARENT = 0;
    /** All families, linked. */
    public static final int NEXT = 8;
    /** u32: processes and families that lie directly in it; u32: number of the process for which it was made. */
    public static final int MEMBERS = 16;
    public static final int HEAD = 20;
    /**
     * A {@link SipLayout} that is no process and in no list: pays for kernel objects and exchange blocks whose payer in this family has
     * ended while others hold them, or have them in messages. 0: none yet.
     */
    public static final int ORPHANS = 24;
    /** For each resource, from {@link #HEAP} on, how much of it is taken, and how much may be. */
    public static final int USED = 32;
    public static final int LIMIT = 40;
    public static final int SHIFT = 4;

    /** Resources: blocks of heap; pages of exchange memory; bytes of the nucleus's own memory; threads; processes; pages of stacks. */
    public static final int HEAP = 0, EXCHANGE = 1, STRUCTURES = 2, THREADS = 3, PROCESSES = 4, STACKS = 5;
    public static final int RESOURCES = 6;
    public static final int SIZE = USED + (RESOURCES << SHIFT);
}
