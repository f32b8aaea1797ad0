package obol.net.ip;

import obol.net.core.Problem;

/** A protocol above IP. */
public interface Transport {
    /** A packet for it; {@code packet.at} is its header. */
    void received(Arrival packet);

    /**
     * A packet that this host sent did not reach its target, as ICMP says, or the neighbors' discovery. At least eight bytes of the
     * transport's header are there.
     *
     * @param quoted the packet; its source is this host
     * @param problem {@link Problem#TOO_LARGE} if it was larger than a link on the way takes
     * @param mtu what that link takes, if that is the problem
     * @return whether it is about something that this transport has under way; otherwise it is not to be believed
     */
    boolean failed(Arrival quoted, Problem problem, int mtu);
}
