/**
 * The heap of a process and its collector.
 *
 * <p>Blocks of 32 KiB come from one pool ({@link obol.nucleus.heap.Blocks}) and belong to one process each, which may own
 * only so many. New objects lie one behind the other in nursery blocks; a minor collection copies what lives to survivor
 * blocks, and what has lived through one already to mature blocks, where objects stay. Mature blocks are divided into
 * lines of 256 bytes; a full collection marks, and frees the lines and blocks without a live object (mark-region, after
 * Blackburn and McKinley's Immix). A large object has blocks of its own.
 *
 * <p>Invariants between collections:
 * <ul>
 * <li>A reference in an object of the heap names the start of an object in a block of the same process, or an object of an
 *     image.
 * <li>A field or element of a mature or large object that refers to a nursery or survivor object lies in a card that is
 *     dirty for the minor collection.
 * <li>Exactly the starts of mature and large objects have their start bit set.
 * <li>Nursery and survivor blocks are full of objects from their start to their top.
 * <li>The rest of the allocation buffer is zero.
 * </ul>
 *
 * <p>A process's threads never run in parallel and are switched only at polls, and nothing here polls: so no part takes a
 * lock. References are read as numbers: all code that may run inside a collection is marked NoAllocation.
 */
package obol.nucleus.heap;
