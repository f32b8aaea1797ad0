package obol.system.namespace;

/** Where something mounted or bound stands in relation to what is there. */
public enum Order {
    /** In its place. */
    REPLACE(""),
    /** In front of it, in a union directory. */
    BEFORE("-b "),
    /** Behind it, in a union directory. */
    AFTER("-a ");

    private final String flag;

    Order(String flag) {
        this.flag = flag;
    }

    /** As it is written in a line, with a blank behind it. */
    String flag() {
        return flag;
    }
}
