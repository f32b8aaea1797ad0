package obol.channels.runtime;

import obol.channels.loopback.GeneratedClasses;
import obol.channels.loopback.LoopbackTransport;
import obol.channels.transport.Transport;

/**
 * What a process has under its channels. On a JVM that is the loopback. An image of Obol substitutes {@link #makeTransport()} by the
 * transport of its nucleus and {@link #makeContracts()} by the table that its build wrote; a program compiled with the library alone
 * keeps the first. These two methods are the whole seam.
 */
public final class Platform {
    private static final Transport TRANSPORT = makeTransport();
    private static final Contracts CONTRACTS = makeContracts();

    private Platform() {
    }

    /** The back end of this process. */
    public static Transport transport() {
        return TRANSPORT;
    }

    /** The contracts that this process knows. */
    public static Contracts contracts() {
        return CONTRACTS;
    }

    private static Transport makeTransport() {
        return new LoopbackTransport();
    }

    private static Contracts makeContracts() {
        return new GeneratedClasses();
    }
}
