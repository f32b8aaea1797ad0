package obol.layout;

/** The registers that a stub saves, at its rsp when it calls Java. Offsets are bytes. */
public final class RegisterSave {
    private RegisterSave() {}

    /** u64 x 16 by hardware number (rsp's place is unused). */
    public static final int GPR = 0;
    /** 16 bytes x 16. */
    public static final int XMM = 128;
    public static final int SIZE = 384;
}
