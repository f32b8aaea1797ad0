package obol.channels.runtime;

/** The contracts that a process knows in compiled form. All methods may be called by any thread. */
public interface Contracts {
    /** The compiled form of a contract. Throws {@link IllegalArgumentException} with the faults if it is none. */
    Skeleton skeleton(Class<?> contract);

    /** The compiled form of a contract by its binary name, as the class {@code near} sees it; null if this process does not know it. */
    Skeleton skeleton(String contract, Class<?> near);
}
