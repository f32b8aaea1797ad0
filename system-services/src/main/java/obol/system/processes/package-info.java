/**
 * Processes as contracts: what the process service ({@code init}) offers to each process. Every process has an endpoint of its own of
 * {@link obol.system.processes.Processes}, so the service knows who asks: {@code Services.connect(Processes.class, "processes")}.
 */
package obol.system.processes;
