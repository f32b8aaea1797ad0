/**
 * Drivers: what a process makes of a device that the nucleus lets it claim ({@code obol.nucleus.device}). A driver is ordinary verified
 * Java; it owns its buffers, never an address. {@link obol.system.drivers.ByteDevice} is what lies between a driver and the carrier.
 */
package obol.system.drivers;
