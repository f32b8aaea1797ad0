package sockets;

/** Runs the program that its argument names. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "Echo" -> Echo.main();
            case "Streams" -> Streams.main();
            case "Datagrams" -> Datagrams.main();
            case "Channels" -> Channels.main();
            case "Urgent" -> Streams.urgent();
            case "Bare" -> Bare.main();
            case "Interfaces" -> Datagrams.interfaces();
            case "Http" -> Http.main();
            default -> throw new IllegalArgumentException(args[0]);
        }
    }
}
