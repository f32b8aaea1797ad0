package protocols;

import obol.channels.Services;

/** The program of each example: its first argument says which service to be, or that it is the client of all. */
public final class Example {
    /** All services. */
    public static final String[] NAMES = {"count", "accounts", "store", "tree", "net", "disk", "timer", "news", "printer", "supervisor",
        "names", "chat", "jobs"};

    private Example() {}

    public static void main(String[] arguments) throws Exception {
        String name = arguments[0];
        switch (name) {
            case "count" -> Services.serve(Counting.Counter.class, name, new Counting.Server());
            case "accounts" -> Services.serveEach(Logins.Login.class, name, Logins.Server::new);
            case "store" -> Services.serve(Stores.Store.class, name, new Stores.Server());
            case "tree" -> Services.serve(Trees.Files.class, name, new Trees.Server());
            case "net" -> Services.serve(Networks.Tcp.class, name, new Networks.Server());
            case "disk" -> Services.serve(Disks.Disk.class, name, new Disks.Driver());
            case "timer" -> Timers.Server.serve(name);
            case "news" -> News.Server.serve(name);
            case "printer" -> Services.serve(Printers.Spooler.class, name, new Printers.Server());
            case "supervisor" -> Services.serve(Supervisors.Supervisor.class, name, new Supervisors.Server());
            case "names" -> Services.serve(NameServers.Names.class, name, new NameServers.Server());
            case "chat" -> Services.serve(Chats.Lobby.class, name, new Chats.Server());
            case "jobs" -> Services.serve(Jobs.Shell.class, name, new Jobs.Server());
            default -> clients();
        }
    }

    /** Prints what each client sees. */
    static void clients() throws Exception {
        Counting.client();
        Logins.client();
        Stores.client();
        Trees.client();
        Networks.client();
        Disks.client();
        Timers.client();
        News.client();
        Printers.client();
        Supervisors.client();
        NameServers.client();
        Chats.client();
        Jobs.client();
    }
}
