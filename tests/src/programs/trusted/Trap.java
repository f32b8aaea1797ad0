package obol.nucleus;

/** What trusted code could do and the machine must refuse: each way ends the whole image with status 134. */
public final class Trap {
    private Trap() {}

    public static void main(String[] args) {
        String literal = "a literal";
        switch (args[0]) {
            case "code" -> Memory.putInt(obol.layout.MemoryMap.IMAGE, 0);
            case "literal" -> Memory.putInt(Memory.addressOf(literal), 0);
            case "null" -> Memory.putInt(16, 0);
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.out.println("not refused");
    }
}
