package sockets;

import obol.channels.Program;

/** The programs of sockets as one of {@code /bin}. */
@Program("sockets")
public final class InObol {
    private InObol() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("Abroad")) Abroad.main(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        else Main.main(args);
    }
}
