package obol.nucleus.device;

/** Takes registers at an address for an object. */
public final class Kept {
    private Kept() {}

    public static void main(String[] arguments) {
        System.out.println(MappedRegisters.at(Timer.class, arguments.length));
    }

    /** There may be two of them at a call. */
    public static final class Changed {
        private Changed() {}

        public static void main(String[] arguments) {
            Timer timer = MappedRegisters.at(Timer.class, 0);
            for (int i = 0; i < arguments.length; i++) {
                timer.word(i);
                timer = MappedRegisters.at(Timer.class, i);
            }
        }
    }
}
