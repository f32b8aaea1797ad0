package obol.channels.contract.compile;

/**
 * Why something is not a contract.
 *
 * @param place {@code Login.java:12: Login.login(String, Secret)}; without the line if neither source nor debug data tells it
 */
public record Fault(String place, String message) {
    @Override
    public String toString() {
        return place + ": " + message;
    }
}
