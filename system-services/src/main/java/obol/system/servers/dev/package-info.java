/**
 * The files under {@code /dev}: facts of the machine and the usual sinks and sources ({@link obol.system.servers.dev.DeviceTree}, a process of
 * its own), and what only the first process can answer ({@link obol.system.servers.dev.MachineTree}, a part of it). The console's are its
 * own server's.
 */
package obol.system.servers.dev;
