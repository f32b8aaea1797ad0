/**
 * Processors. Each core is a nucleus of its own (a multikernel, after Baumann et al., SOSP 2009) in one address space: its scheduler,
 * timer, processes, families, and its part of each pool: raw memory, heap blocks, exchange pages, stacks. Parts are ranges of addresses, so
 * an address tells whose it is, and no page that one core has given back is ever used by another.
 *
 * <p>Invariants: no code takes a lock. Of what one core writes another one writes only {@code CpuLayout.SLEEPS}, {@code
 * NucleusLayout.PANIC}, the rings of messages ({@link obol.nucleus.core.Rings}), and, before the first program runs, what the first process sets for the machine ({@link
 * obol.nucleus.MachineMemory}). What never changes after the start is shared: image, suites, code tables, boot information. Devices,
 * interrupt lines and descriptors are core 0's. A process and its threads stay on the core on which they were made.
 */
package obol.nucleus.core;
