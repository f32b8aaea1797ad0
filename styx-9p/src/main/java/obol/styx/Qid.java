package obol.styx;

/**
 * A server's name for a file: two files are the same exactly if their qids have the same path.
 *
 * @param type the top byte of the file's mode ({@link Mode#QTDIR} and so on)
 * @param version changes with each change of the contents
 * @param path unique among all files that ever existed on the server
 */
public record Qid(int type, int version, long path) {
    /** Bytes on the wire. */
    public static final int SIZE = 13;

    /** In Twstat: leave as it is. */
    public static final Qid UNCHANGED = new Qid(0xff, -1, -1);

    public boolean isDirectory() {
        return (type & Mode.QTDIR) != 0;
    }
}
