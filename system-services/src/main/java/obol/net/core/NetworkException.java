package obol.net.core;

/** A call that cannot be done, with the reason. */
public final class NetworkException extends Exception {
    private static final long serialVersionUID = 1;

    private final Problem problem;

    public NetworkException(Problem problem) {
        super(problem.words(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
