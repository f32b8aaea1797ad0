package obol.system.carrier.frames;

/** What connections are: the bytes of their OPEN frames. docs/carrier.md has the whole protocol of each. */
public final class Purpose {
    private Purpose() {}

    /** Host to guest: a {@link BootMessage}. */
    public static final String BOOT = "boot";
    /** Opened by the host, both ways: what is typed, and what is shown. */
    public static final String CONSOLE = "console";
    /** Opened by the host, guest to host: standard error. */
    public static final String ERRORS = "errors";
    /** Opened by the host, host to guest: {@link BootMessage#WINDOW_LENGTH} bytes whenever the window's size changes. */
    public static final String WINDOW = "window";
    /** Opened by the host, both ways: a 9P session. */
    public static final String SESSION = "9p";
    /** Opened by the guest; the host accepts it when 9P clients can connect. */
    public static final String READY = "ready";
    /** Opened by the guest: {@code exit!STATUS} ends everything. */
    public static final String EXIT = "exit!";
    /** Opened by the guest: ends everything, after which the machine starts again. */
    public static final String RESTART = "restart";
    /** Opened by the guest, both ways: {@code tcp!HOST!PORT}. */
    public static final String DIAL = "tcp!";
}
