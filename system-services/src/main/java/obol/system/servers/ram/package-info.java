/** The file server of {@code /tmp}: a tree in the memory of its process, which is gone with it. */
package obol.system.servers.ram;
