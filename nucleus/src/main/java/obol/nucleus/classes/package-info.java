/**
 * Classes at run time: hubs, Class objects, initialisation, interned strings, and the errors of casts and array stores.
 *
 * <p>Hubs are shared and never written. What a process knows of a class hangs off the process: its Class object in the
 * table of mirrors, its initialisation state in the statics block. All of it is touched only by the process's own threads,
 * one at a time, so nothing here takes a lock; what must not be divided runs without a poll.
 */
package obol.nucleus.classes;
