/**
 * Debian's Linux as a machine beside Obol's, in the same QEMU: to compare with, and as a client. {@link obol.host.linux.Debian} fetches
 * kernel and packages with apt, {@link obol.host.linux.Initramfs} packs what the machine has as files, {@link obol.host.linux.LinuxMachine}
 * is QEMU's command line for it.
 *
 * <p>Nothing of it is installed on the host; all lies in a folder of the caller's, who owns it.
 */
package obol.host.linux;
