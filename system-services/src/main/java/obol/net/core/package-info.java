/**
 * What all parts of the network engine share: the time of the current call, timers, secrets and random numbers, counters, the buffers'
 * pool, and sockets' readiness. {@link obol.net.core.Core} is one for each engine; there is no static state.
 *
 * <p>Nothing here, or in any package of {@code obol.net}, has a thread, reads a clock, or waits. One thread at a time uses an engine.
 * Times are nanoseconds of a clock that never goes back, with an origin of the caller's.
 */
package obol.net.core;
