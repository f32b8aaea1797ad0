package obol.system.dial;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Dials and announces. Addresses are {@code NETWORK!HOST!SERVICE}, as {@code tcp!example.org!http}, {@code net!10.0.0.1!564},
 * {@code tcp!*!8080}; before NETWORK the path of a {@code /net} elsewhere may stand: {@code /n/other/net/tcp!example.org!http}.
 */
public final class Dial {
    private static final String NET = "/net";
    private static final String CLONE = "/clone ";

    private Dial() {
    }

    /**
     * Connects; tries one address of the host after the other.
     *
     * @throws IOException what the last one has said
     */
    public static Connection dial(String address) throws IOException {
        IOException last = new IOException("no address: " + address);
        for (Translated each : translate(address)) {
            Control control = Control.open(each.maker);
            try {
                control.write("connect " + each.address);
                return new Connection(control);
            } catch (IOException refused) {
                control.close();
                last = refused;
            }
        }
        throw last;
    }

    /** Takes calls at an address of this machine, whose host is {@code *} or one of its own. */
    public static Announcement announce(String address) throws IOException {
        Translated first = translate(address).get(0);
        Control control = Control.open(first.maker);
        try {
            control.write("announce " + first.address);
            return new Announcement(control);
        } catch (IOException refused) {
            control.close();
            throw refused;
        }
    }

    /** @param maker the file {@code clone} that makes a conversation */
    record Translated(Path maker, String address) {
    }

    /** Asks {@code cs}, which is that of the same network, so that names are known as they are there. */
    private static List<Translated> translate(String dialled) throws IOException {
        int mark = dialled.indexOf('!');
        if (mark < 0) {
            throw new IOException("bad address: " + dialled);
        }
        int slash = dialled.lastIndexOf('/', mark);
        String net = slash < 0 ? NET : dialled.substring(0, slash);
        List<Translated> all = new ArrayList<>();
        for (String line : ask(net + "/cs", dialled.substring(slash + 1))) {
            int space = line.indexOf(CLONE);
            String clone = line.substring(0, space + CLONE.length() - 1);
            all.add(new Translated(Path.of(clone.startsWith(NET + "/") ? net + clone.substring(NET.length()) : clone),
                line.substring(space + CLONE.length())));
        }
        return all;
    }

    /** Writes a question to a file such as {@code /net/cs} or {@code /net/dns}, and gives the lines that it answers. */
    public static List<String> ask(String file, String question) throws IOException {
        try (Control open = Control.open(Path.of(file))) {
            open.write(question);
            List<String> lines = new ArrayList<>();
            for (String line; !(line = open.read()).isEmpty(); ) {
                lines.add(line.strip());
            }
            return lines;
        }
    }
}
