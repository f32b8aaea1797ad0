package obol.classfile;

/** Where in a class file the parser stands; written to as it goes, turned into text only when something is wrong. */
final class Place {
    private final String source;
    private String className;
    private String member;
    private String attribute;
    private int offset;

    Place(String source) {
        this.source = source;
    }

    void enterClass(String name) {
        className = name;
    }

    /** Null leaves the member. */
    void enterMember(String nameAndDescriptor) {
        member = nameAndDescriptor;
    }

    /** Returns the attribute that was current before, to be entered again at the end. */
    String enterAttribute(String name) {
        String before = attribute;
        attribute = name;
        return before;
    }

    void at(int byteOffset) {
        offset = byteOffset;
    }

    String className() {
        return className;
    }

    String member() {
        return member;
    }

    String attribute() {
        return attribute;
    }

    ClassFormatException wrong(String what) {
        return new ClassFormatException("4.8", this, what, -1, -1);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(source == null ? "class file" : source);
        if (className != null) {
            text.append(", class ").append(className);
        }
        if (member != null) {
            text.append(", ").append(member);
        }
        if (attribute != null) {
            text.append(", attribute ").append(attribute);
        }
        return text.append(", byte ").append(offset).toString();
    }
}
