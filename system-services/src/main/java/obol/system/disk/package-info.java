/**
 * Disks as contracts: numbered sectors, read and written in blocks, any number of requests under way. Who serves them is in
 * {@code obol.system.drivers}: a virtio device, or hosted a file of the host. Nothing here knows of files on a disk.
 */
package obol.system.disk;
