package mutants;

final class Fault extends Exception {
    final transient Box place;

    Fault(String message, Box place) {
        super(message);
        this.place = place;
    }
}
