/**
 * What the class library needs of the system around it: files, standard streams, the environment. All of it goes through one
 * {@link obol.nucleus.port.Posix}, which {@link obol.nucleus.port.Port} chooses when the image is built: Linux's system calls, or in an
 * image of Obol the namespace ({@code obol.system.posix}). Where there is no Linux below, each {@link obol.nucleus.port.SystemCalls call}
 * gives ENOSYS, and the class library's file operations fail with "Function not implemented". Nothing here keeps state.
 */
package obol.nucleus.port;
