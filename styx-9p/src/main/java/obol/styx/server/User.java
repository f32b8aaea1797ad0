package obol.styx.server;

import obol.styx.Message;

/**
 * Who attached.
 *
 * @param name uname; may be "" in .u and .L
 * @param number n_uname of .u and .L, else {@link Message#NONUNAME}
 */
public record User(String name, int number) {
    public boolean hasNumber() {
        return number != Message.NONUNAME;
    }
}
