/**
 * The Java part of the nucleus: what compiled code needs to run, on either port. {@link obol.nucleus.Boot} is where the
 * port's start-up code arrives, {@code SlowPaths} what the stubs call, {@link obol.nucleus.Runtime} what compiled code calls.
 *
 * <p>Invariants, which the compiler checks: no static field of these packages changes (all state is raw memory that
 * hangs off the running thread's structure, laid out by {@link obol.layout}); what is marked {@code @NoAllocation} neither
 * allocates, polls nor initialises a class. Addresses are {@code long}s and go through {@link obol.nucleus.Memory} only.
 * Raw memory belongs to the nucleus or to one process ({@code OwnedMemory}) and is accounted for.
 */
package obol.nucleus;
