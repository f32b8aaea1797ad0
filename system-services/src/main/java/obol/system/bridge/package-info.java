/**
 * File servers of the 9P library as services of Obol: {@link obol.system.bridge.FileService} gives any
 * {@link obol.styx.server.FileServer} the contract {@link obol.system.files.Files}; {@link obol.system.bridge.PipeEnds} makes pipes.
 *
 * <p>A {@code FileService} owns the nodes and open files that its tree gave it, and lets go of each once when the channel that stands
 * for it ends. The tree is called by one thread at a time, with the service's monitor held; whoever answers a reply from another
 * thread does so in {@link obol.system.bridge.FileService#run}. Most services have one thread, which handles all clients.
 */
package obol.system.bridge;
