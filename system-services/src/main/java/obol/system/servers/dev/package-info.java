/** The files under {@code /dev} that are facts of the machine, and the usual sinks and sources. The console's are its own server's. */
package obol.system.servers.dev;
