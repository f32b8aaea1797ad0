/**
 * What the programs make of {@code obol.nucleus.device.Host} that may use Linux's sockets: its structures and numbers, and the calls that
 * wait. All of it ordinary code; the nucleus has the system calls alone.
 */
package obol.system.host;
