package obol.system.posix;

/**
 * Something done with files. What the numbers mean is for {@link NamespaceSide} and {@link LinuxSide} to agree on: paths and slots of
 * open files by their index, sizes and positions in bytes.
 */
record Operation(Kind kind, int slot, String path, String other, int number, int position) {
    enum Kind {
        OPEN, READ, WRITE, READ_AT, WRITE_AT, SEEK, TRUNCATE, SIZE, POSITION, CLOSE,
        MAKE_FOLDER, DELETE, RENAME, LINK, MAKE_LINK, READ_LINK, STATUS, LINK_STATUS, LIST, SET_MODE, SET_TIMES
    }

    /** How a file is opened. */
    enum Way {
        READ, WRITE, CREATE, CREATE_NEW, CREATE_EMPTY, APPEND, BOTH, BOTH_CREATE, READ_NO_LINK;

        static Way of(int number) {
            return values()[number % values().length];
        }

        boolean reads() {
            return this == READ || this == BOTH || this == BOTH_CREATE || this == READ_NO_LINK;
        }

        boolean writes() {
            return this != READ && this != READ_NO_LINK;
        }
    }

    boolean hasTwoPaths() {
        return kind == Kind.RENAME || kind == Kind.LINK;
    }

    /** What is written. */
    byte[] bytes() {
        byte[] bytes = new byte[number];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (31 * position + 7 * i);
        }
        return bytes;
    }

    @Override public String toString() {
        return kind + " #" + slot + " " + path + " " + other + " " + number + " @" + position
            + (kind == Kind.OPEN ? " " + Way.of(number) : "");
    }
}
