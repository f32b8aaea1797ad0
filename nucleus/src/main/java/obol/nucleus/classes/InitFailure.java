package obol.nucleus.classes;

/** Why a class could not be initialised; a list of the process. */
final class InitFailure {
    /** Address of the class's hub. */
    final int hub;
    final ExceptionInInitializerError cause;
    final InitFailure next;

    InitFailure(int hub, ExceptionInInitializerError cause, InitFailure next) {
        this.hub = hub;
        this.cause = cause;
        this.next = next;
    }
}
