/**
 * Drivers: what a process makes of a device that the nucleus lets it claim ({@code obol.nucleus.device}), and of what Linux has in a
 * device's place. A driver is ordinary verified Java: it owns its buffers and never sees an address.
 */
package obol.system.drivers;
