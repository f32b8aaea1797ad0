/**
 * What the class library needs of the system around it: files, standard streams, the environment. {@link
 * obol.nucleus.port.SystemCalls} is the Linux port's; on a port that is not Linux every call gives ENOSYS, and the
 * class library's file operations fail with "Function not implemented". Nothing here keeps state.
 */
package obol.nucleus.port;
