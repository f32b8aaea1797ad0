/**
 * Channels to services of another machine, over any two streams of bytes: the protocol of docs/wire.md.
 *
 * <p>A {@link obol.channels.remote.Session} has two sides. What one side gives away in a message becomes a
 * {@link obol.channels.remote.Thing} with a number on both: its own handle, and on the other side a handle of that process's back end,
 * which is like any other: it may be used, passed on to a third process, and left to the collector. So this package is built on the
 * interfaces of {@code obol.channels.transport} alone, knows no contracts, and never looks into the bytes of a message.
 *
 * <p>Invariants: a number stands for one thing and is never used again. A handle belongs to a thing, to a message under way, or to this
 * process's code. Whatever comes from the peer is bounded before it takes room, and what breaks the protocol ends this session and nothing
 * else. A session's monitor is taken before those of a back end, never the other way, and nothing waits while it is held but a
 * client for its first answer.
 */
package obol.channels.remote;
