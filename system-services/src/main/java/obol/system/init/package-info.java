/**
 * The first process: makes all others, and answers for them. It is the process service
 * ({@link obol.system.processes.Processes}, an endpoint for each process, and the files under {@code /proc}), the name service, and
 * the supervisor of the system's servers.
 *
 * <p>One thread ({@link obol.system.loop.EventLoop}) owns all of it. It never waits for another process: a service that must be
 * started first registers later, ends of processes arrive as events, and the facts under {@code /proc} come from the
 * {@link obol.system.init.Machine}. So whatever a process does, {@code ps} and {@code kill} answer.
 */
package obol.system.init;
