package obol.channels.contract.compile;

import java.util.Locale;

/** What a fault breaks: its name in reports, {@code contract.reserved-name}, and what would be right. */
public enum Rule {
    NOT_CONTRACT("an interface that extends Contract"),
    NOT_PUBLIC("a public interface"),
    GENERIC("no type parameters"),
    EMPTY("a state with methods"),
    EXTENDS("contracts alone above a contract"),
    RESERVED_NAME("a name that no object has"),
    OVERLOADED("a name for each method"),
    REDECLARED("one declaration of each method"),
    BORROWED("arguments that are given"),
    OPENS("@Opens on contracts alone"),
    OPTIONAL("optional methods that stay"),
    NEXT_STATE("one next state at most, named by a record"),
    EXCEPTION("checked exceptions of the contract that carry their message alone"),
    UNSENDABLE("data, Block, streams or contracts"),
    RAW("type arguments"),
    LINEAR("linear values in records, streams, Pending and Batch alone"),
    EQUALITY("elements and keys with equality"),
    PRIVATE("a record that can be made"),
    CHOICE("a sealed interface of records and enums"),
    SIGNATURE("a signature that fits the descriptor"),
    GENERATED_NAME("names that generated code does not have"),
    ORDINAL("methods of different ordinals"),
    BOUND("bounds that fit the type and that some value is within"),
    AS_FILE("a path of names that no other file has, and a member that can be read, written or opened"),
    PROVIDES("a public class with a public constructor without parameters that implements one contract"),
    PROGRAM("public static void main(String[])"),
    USES("a service that @Uses lists"),
    SEES("directories of the namespace that a service can see, on a service"),
    SERVICE_NAME("a file name without blanks that no other has");

    private final String wanted;

    Rule(String wanted) {
        this.wanted = wanted;
    }

    /** {@code contract.} and the name in small letters with hyphens. */
    public String text() {
        return "contract." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What would be right, for people. */
    public String wanted() {
        return wanted;
    }
}
