/**
 * How much a process may take, so that what one takes too much of is missing to it alone.
 *
 * <p>Each process has bounds of its own (heap, exchange memory, threads, handles, kernel objects), and is in a family
 * ({@link obol.layout.FamilyLayout}), whose bounds hold for all its processes together: the children of a process are in its family, and
 * families lie in one another, so that nobody gets more by starting others. A family is there as long as anything of it is.
 *
 * <p>What is taken is counted where it is taken, in the whole chain of families; {@code hasRoom} asks before. Small things that cannot be
 * refused (a monitor, the record of an initialiser) are counted without asking; the bounds leave room for them.
 */
package obol.nucleus.quota;
