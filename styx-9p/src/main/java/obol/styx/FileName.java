package obol.styx;

/** What may stand as the name of a file: 1 to 255 bytes of UTF-8, no "/", not "." or "..". */
public final class FileName {
    public static final int MAX_BYTES = 255;

    private FileName() {
    }

    /** Returns the name, or throws EINVAL or ENAMETOOLONG. */
    public static String check(String name) throws StyxException {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
            throw new StyxException(Errno.EINVAL);
        }
        if (name.length() > MAX_BYTES || Utf8.length(name) > MAX_BYTES) {
            throw new StyxException(Errno.ENAMETOOLONG);
        }
        return name;
    }
}
