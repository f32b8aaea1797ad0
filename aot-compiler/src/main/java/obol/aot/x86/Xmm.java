package obol.aot.x86;

import java.util.Locale;

/** SSE registers in encoding order. */
public enum Xmm implements Operand {
    XMM0, XMM1, XMM2, XMM3, XMM4, XMM5, XMM6, XMM7, XMM8, XMM9, XMM10, XMM11, XMM12, XMM13, XMM14, XMM15;

    private static final Xmm[] ALL = values();

    public static Xmm of(int number) {
        return ALL[number];
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
