package obol.channels.contract.compile;

/**
 * Why something is not a contract.
 *
 * @param className binary name of the class in which it lies
 * @param method    name and descriptor of the method, or {@code -}
 * @param bci       of the instruction, or 0
 * @param line      in the source, or 0 if neither source nor debug data tells it
 * @param place     {@code Login.java:12: Login.login(String, Secret)}; without the line if it is not known
 */
public record Fault(Rule rule, String className, String method, int bci, int line, String place, String message) {
    /** For whoever writes the contract. */
    @Override
    public String toString() {
        return place + ": " + message;
    }

    /** As {@code obol verify} reports a refused class. */
    public String refusal() {
        return "refused " + className + " " + method + " @" + bci + " line " + line + ": " + rule.text() + ": found " + message
                + ", wanted " + rule.wanted();
    }
}
