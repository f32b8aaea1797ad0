package obol.shell.tools.net;

/** A request that is answered by an error. */
final class HttpProblem extends Exception {
    final int status;

    HttpProblem(int status, String why) {
        super(why, null, false, false);
        this.status = status;
    }
}
