package obol.net.tcp;

import obol.net.core.Core;

/** How a connection behaves. Those of a listener are its connections'. Sizes in bytes, times in nanoseconds. */
public final class Settings implements Cloneable {
    /** Buffers at the beginning and at most; they grow as the connection's speed needs. */
    public int receiveBuffer = 64 << 10;
    public int maxReceiveBuffer = 1 << 20;
    public int sendBuffer = 64 << 10;
    public int maxSendBuffer = 1 << 20;
    /** Sends small segments at once (no Nagle). */
    public boolean noDelay;
    /** Asks whether the other side is there after so long without a word, 0 for never; then so often at this interval. */
    public long keepAliveAfter;
    public long keepAliveInterval = 75 * Core.SECOND;
    public int keepAliveProbes = 9;
    /** Gives up if nothing of what is under way is acknowledged for so long. */
    public long userTimeout = 600 * Core.SECOND;
    /** How often a SYN is sent again. */
    public int synRetries = 6;
    /** How long a closed connection tries to deliver what was written: 0 is reset at once. */
    public long linger = 120 * Core.SECOND;
    /** Options that are offered; off in tests and for broken hosts only. */
    public boolean timestamps = true;
    public boolean selectiveAcknowledgments = true;
    public boolean windowScale = true;

    /** The same values. */
    public Settings copy() {
        try {
            return (Settings) super.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
