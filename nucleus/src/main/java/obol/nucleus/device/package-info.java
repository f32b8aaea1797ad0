/**
 * Devices: which there are, which process drives one, and how it does so without ever naming a physical address.
 *
 * <p>A driver {@link obol.nucleus.device.Device#claim claims} a device that its program's {@link obol.nucleus.device.Manifest} entry
 * allows, reads and writes the registers of {@link obol.nucleus.device.VirtioMmio}, waits for the interrupt, and hands
 * {@link obol.nucleus.device.Buffer}s to the device by a {@link obol.nucleus.device.Virtqueue}, the one writer of physical addresses.
 *
 * <p>Invariants. A device has one owner at a time. Memory that a device may touch is exchange memory of the owner, pinned: nobody can
 * access it, give it away or free it until the device has returned it. When the owner ends the device is reset before its memory goes.
 * The objects of this package lie in the driver's heap and their state is private; what they do in more than one step holds for any order
 * of the driver's calls, from any of its threads, and for its end at any poll.
 */
package obol.nucleus.device;
