package obol.net.ip;

import obol.net.core.Timers;
import obol.net.wire.Address;
import obol.net.wire.Prefix;

/**
 * A way to some addresses.
 *
 * @param gateway the router to go through, on the link; null if the addresses are on the link themselves
 * @param metric of two for the same addresses the lower one is taken
 * @param expires when it ends, {@link Timers#NEVER} for never
 */
public record Route(Prefix prefix, Address gateway, Link link, int metric, long expires) {
}
