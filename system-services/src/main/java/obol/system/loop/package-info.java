/**
 * The loop of a server that does more than answer calls: one thread on which calls, posted work and timers take turns, so that what
 * it owns needs no locks; what must wait runs on a thread of its own and posts its outcome. And {@link obol.system.loop.Owed}, for what
 * a server answers later than the call that asked for it.
 */
package obol.system.loop;
