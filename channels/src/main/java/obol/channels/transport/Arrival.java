package obol.channels.transport;

/**
 * What arrived at a port.
 *
 * @param ordinal  of a CALL: which method
 * @param request  of a CALL: owned by the receiver
 * @param deadline of a CALL: how long the client waits
 */
public record Arrival(Kind kind, Channel channel, long ordinal, Message request, long deadline) {
    /** CLOSED comes once for a channel on which something arrived before, after its last CALL. */
    public enum Kind { CALL, CLOSED }
}
