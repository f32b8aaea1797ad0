/**
 * From Java's operations to the machine's: object layout, dispatch, type checks, initialisation checks, barriers.
 * In: a graph at the JAVA level of a world that is laid out. Out: the same graph, MACHINE and BOTH operations only.
 * Nothing moves instructions after this, so the value of a check is replaced by what was checked.
 */
package obol.aot.lower;
