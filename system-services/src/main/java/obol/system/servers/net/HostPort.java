package obol.system.servers.net;

import obol.net.wire.Address;
import obol.styx.Errno;
import obol.styx.StyxException;

/**
 * An address as files of {@code /net} have it: {@code ADDRESS!PORT}, in which {@code *} is any address; or a port alone.
 *
 * @param address {@link Address#isAny} for any
 */
record HostPort(Address address, int port) {
    private static final int MOST_PORT = 65_535;

    /** @param port whether one is needed */
    static HostPort parse(String text, boolean port) throws StyxException {
        int mark = text.indexOf('!');
        String host = mark >= 0 ? text.substring(0, mark) : port ? "*" : text;
        String number = mark >= 0 ? text.substring(mark + 1) : port ? text : "0";
        int end = number.indexOf('!'); // behind it a client may ask for a privileged port (dial(2)), which is all the same here
        Address address = host.equals("*") ? Address.ANY6 : Address.tryParse(host);
        if (address == null) {
            throw new StyxException(Errno.EINVAL, "not an Internet address: " + host);
        }
        return new HostPort(address, port(end < 0 ? number : number.substring(0, end)));
    }

    private static int port(String text) throws StyxException {
        int port = number(text);
        if (port < 0 || port > MOST_PORT) {
            throw new StyxException(Errno.EINVAL, "not a port: " + text);
        }
        return port;
    }

    /** -1 if it is no number of at most nine digits. */
    static int number(String text) {
        int number = text.isEmpty() || text.length() > 9 ? -1 : 0;
        for (int i = 0; i < text.length() && number >= 0; i++) {
            char c = text.charAt(i);
            number = c < '0' || c > '9' ? -1 : 10 * number + c - '0';
        }
        return number;
    }

    @Override
    public String toString() {
        return address + "!" + port;
    }
}
