/**
 * The loop of a server that does more than answer calls: one thread on which calls, posted work and timers take turns, so that what
 * it owns needs no locks. What must wait runs on a thread of its own and posts its outcome.
 */
package obol.system.loop;
