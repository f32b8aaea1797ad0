/**
 * Threads of a process on a processor: the scheduler, waiting with and without deadline, monitors, park, and java.lang.Thread.
 *
 * <p>A thread runs, or is in the processor's queue of ready threads, or waits; a waiting one may stand in one wait queue,
 * and, if the wait has a deadline, in the processor's list of timers. A processor runs one thread, and switches it only in
 * {@link obol.nucleus.threads.Scheduler}, which is entered at polls and waits: everything marked NoAllocation is therefore
 * undivided, and the queues and monitors need no locks. Interrupts do no more than to ask for a poll.
 */
package obol.nucleus.threads;
