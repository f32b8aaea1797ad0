package obol.aot.x86;

import java.util.List;
import java.util.Locale;

/**
 * The instruction table. Each constant is a mnemonic with the status flags it {@code reads>writes} and its
 * encodings in the notation of {@link Form}; the assembler takes the first that fits, so shorter ones come first.
 */
public enum Op {
    // Moves.
    MOV("", "bwdq rm,r : 88 /r", "bwdq r,rm : 8A /r", "b o,i : B0+r", "wd o,i : B8+r", "bwdq rm,i : C6 /0",
        "q o,i64 : B8+r"),
    MOVZX_B("", "wdq r,rm8 : 0F B6 /r"),
    MOVZX_W("", "dq r,rm16 : 0F B7 /r"),
    MOVSX_B("", "wdq r,rm8 : 0F BE /r"),
    MOVSX_W("", "dq r,rm16 : 0F BF /r"),
    MOVSXD("", "q r,rm32 : 63 /r"),
    CMOVCC("", "wdq cc,r,rm : 0F 40+c /r"),
    SETCC("", "- cc,rm8 : 0F 90+c /0"),
    LEA("", "wdq r,mem : 8D /r"),
    XCHG("", "bwdq r,rm : 86 /r"),
    BSWAP("", "dq o : 0F C8+r"),
    PUSH("", "Q o : 50+r", "Q i8 : 6A", "Q i : 68", "Q rm : FF /6"),
    POP("", "Q o : 58+r", "Q rm : 8F /0"),
    PUSHFQ("OSZAPC>", "- - : 9C"),
    POPFQ(">OSZAPCDI", "- - : 9D"),

    // Integer arithmetic.
    ADD(">OSZAPC", arithmetic(0)),
    OR(">OSZAPC", arithmetic(1)),
    ADC("C>OSZAPC", arithmetic(2)),
    SBB("C>OSZAPC", arithmetic(3)),
    AND(">OSZAPC", arithmetic(4)),
    SUB(">OSZAPC", arithmetic(5)),
    XOR(">OSZAPC", arithmetic(6)),
    CMP(">OSZAPC", arithmetic(7)),
    TEST(">OSZAPC", "bwdq rm,r : 84 /r", "bwdq a,i : A8", "bwdq rm,i : F6 /0"),
    INC(">OSZAP", "bwdq rm : FE /0"),
    DEC(">OSZAP", "bwdq rm : FE /1"),
    NOT("", "bwdq rm : F6 /2"),
    NEG(">OSZAPC", "bwdq rm : F6 /3"),
    MUL(">OSZAPC", "bwdq rm : F6 /4"),
    IMUL(">OSZAPC", "wdq r,rm : 0F AF /r", "wdq r,rm,i8 : 6B /r", "wdq r,rm,i : 69 /r", "bwdq rm : F6 /5"),
    DIV(">OSZAPC", "bwdq rm : F6 /6"),
    IDIV(">OSZAPC", "bwdq rm : F6 /7"),
    CDQE("", "q - : 98"),
    CDQ("", "d - : 99"),
    CQO("", "q - : 99"),

    // Shifts and bits. A shift by cl leaves the flags alone when the count is zero.
    ROL(">OC", shift(0)),
    ROR(">OC", shift(1)),
    SHL(">OSZAPC", shift(4)),
    SHR(">OSZAPC", shift(5)),
    SAR(">OSZAPC", shift(7)),
    SHLX("", "dq r,rm,rv : vex 66 0F 38 F7 /r"),
    SHRX("", "dq r,rm,rv : vex F2 0F 38 F7 /r"),
    SARX("", "dq r,rm,rv : vex F3 0F 38 F7 /r"),
    RORX("", "dq r,rm,u8 : vex F2 0F 3A F0 /r"),
    ANDN(">OSZAPC", "dq r,rv,rm : vex 0F 38 F2 /r"),
    BLSR(">OSZAPC", "dq rv,rm : vex 0F 38 F3 /1"),
    BT(">OSZAPC", bitTest(4)),
    BTS(">OSZAPC", bitTest(5)),
    BTR(">OSZAPC", bitTest(6)),
    BTC(">OSZAPC", bitTest(7)),
    BSF(">OSZAPC", "wdq r,rm : 0F BC /r"),
    BSR(">OSZAPC", "wdq r,rm : 0F BD /r"),
    TZCNT(">OSZAPC", "wdq r,rm : F3 0F BC /r"),
    LZCNT(">OSZAPC", "wdq r,rm : F3 0F BD /r"),
    POPCNT(">OSZAPC", "wdq r,rm : F3 0F B8 /r"),

    // Control. A branch by symbol or label goes through Assembler.jmp, jcc and call.
    JMP("", "- rel8 : EB", "- rel32 : E9", "Q rm : FF /4"),
    JCC("", "- cc,rel8 : 70+c", "- cc,rel32 : 0F 80+c"),
    CALL("", "- rel32 : E8", "Q rm : FF /2"),
    RET("", "- - : C3", "- u16 : C2"),
    INT3("", "- - : CC"),
    UD2("", "- - : 0F 0B"),
    NOP("", "- - : 90", "wd rm : 0F 1F /0"),
    O16_NOP("", "- - : 66 90"),

    // Atomic operations; xchg with memory is one as well.
    CMPXCHG(">OSZAPC", "bwdq rm,r : 0F B0 /r"),
    XADD(">OSZAPC", "bwdq rm,r : 0F C0 /r"),
    LOCK_CMPXCHG(">OSZAPC", "bwdq m,r : F0 0F B0 /r"),
    LOCK_CMPXCHG16B(">Z", "q mem : F0 0F C7 /1"),
    LOCK_XADD(">OSZAPC", "bwdq m,r : F0 0F C0 /r"),
    LOCK_ADD(">OSZAPC", locked(0)),
    LOCK_OR(">OSZAPC", locked(1)),
    LOCK_AND(">OSZAPC", locked(4)),
    LOCK_SUB(">OSZAPC", locked(5)),
    LOCK_XOR(">OSZAPC", locked(6)),
    LOCK_INC(">OSZAP", "bwdq m : F0 FE /0"),
    LOCK_DEC(">OSZAP", "bwdq m : F0 FE /1"),
    LOCK_BTS(">OSZAPC", "wdq m,u8 : F0 0F BA /5"),
    LOCK_BTR(">OSZAPC", "wdq m,u8 : F0 0F BA /6"),
    MFENCE("", "- - : 0F AE F0"),
    LFENCE("", "- - : 0F AE E8"),
    SFENCE("", "- - : 0F AE F8"),
    PAUSE("", "- - : F3 90"),
    PREFETCHNTA("", "- mem : 0F 18 /0"),
    PREFETCHT0("", "- mem : 0F 18 /1"),
    PREFETCHW("", "- mem : 0F 0D /1"),

    // Strings: rdi, rsi, rcx and al or rax are implied, and the direction flag.
    REP_MOVSB("D>", "- - : F3 A4"),
    REP_MOVSQ("D>", "q - : F3 A5"),
    REP_STOSB("D>", "- - : F3 AA"),
    REP_STOSD("D>", "d - : F3 AB"),
    REP_STOSQ("D>", "q - : F3 AB"),
    CLD(">D", "- - : FC"),

    // System.
    CPUID("", "- - : 0F A2"),
    RDTSC("", "- - : 0F 31"),
    RDTSCP("", "- - : 0F 01 F9"),
    IN("", "bwd a,u8 : E4", "bwd a,dx : EC"),
    OUT("", "bwd u8,a : E6", "bwd dx,a : EE"),
    SYSCALL("", "- - : 0F 05"),
    HLT("", "- - : F4"),
    CLI(">I", "- - : FA"),
    STI(">I", "- - : FB"),
    RDMSR("", "- - : 0F 32"),
    WRMSR("", "- - : 0F 30"),
    INVLPG("", "- mem : 0F 01 /7"),

    // SSE moves.
    MOVSS("", "- x,xm32 : F3 0F 10 /r", "- xm32,x : F3 0F 11 /r"),
    MOVSD("", "- x,xm64 : F2 0F 10 /r", "- xm64,x : F2 0F 11 /r"),
    MOVAPS("", "- x,xm128 : 0F 28 /r", "- xm128,x : 0F 29 /r"),
    MOVAPD("", "- x,xm128 : 66 0F 28 /r", "- xm128,x : 66 0F 29 /r"),
    MOVUPS("", "- x,xm128 : 0F 10 /r", "- xm128,x : 0F 11 /r"),
    MOVDQA("", "- x,xm128 : 66 0F 6F /r", "- xm128,x : 66 0F 7F /r"),
    MOVDQU("", "- x,xm128 : F3 0F 6F /r", "- xm128,x : F3 0F 7F /r"),
    MOVD("", "d x,rm : 66 0F 6E /r", "d rm,x : 66 0F 7E /r"),
    MOVQ("", "- x,xm64 : F3 0F 7E /r", "- xm64,x : 66 0F D6 /r", "q x,rr : 66 0F 6E /r", "q rr,x : 66 0F 7E /r"),

    // SSE scalar arithmetic. ucomis sets Z, P and C and clears the rest.
    ADDSS("", "- x,xm32 : F3 0F 58 /r"),
    ADDSD("", "- x,xm64 : F2 0F 58 /r"),
    MULSS("", "- x,xm32 : F3 0F 59 /r"),
    MULSD("", "- x,xm64 : F2 0F 59 /r"),
    SUBSS("", "- x,xm32 : F3 0F 5C /r"),
    SUBSD("", "- x,xm64 : F2 0F 5C /r"),
    MINSS("", "- x,xm32 : F3 0F 5D /r"),
    MINSD("", "- x,xm64 : F2 0F 5D /r"),
    DIVSS("", "- x,xm32 : F3 0F 5E /r"),
    DIVSD("", "- x,xm64 : F2 0F 5E /r"),
    MAXSS("", "- x,xm32 : F3 0F 5F /r"),
    MAXSD("", "- x,xm64 : F2 0F 5F /r"),
    SQRTSS("", "- x,xm32 : F3 0F 51 /r"),
    SQRTSD("", "- x,xm64 : F2 0F 51 /r"),
    ROUNDSS("", "- x,xm32,u8 : 66 0F 3A 0A /r"),
    ROUNDSD("", "- x,xm64,u8 : 66 0F 3A 0B /r"),
    UCOMISS(">OSZAPC", "- x,xm32 : 0F 2E /r"),
    UCOMISD(">OSZAPC", "- x,xm64 : 66 0F 2E /r"),
    CVTSI2SS("", "dq x,rm : F3 0F 2A /r"),
    CVTSI2SD("", "dq x,rm : F2 0F 2A /r"),
    CVTTSS2SI("", "dq r,xm32 : F3 0F 2C /r"),
    CVTTSD2SI("", "dq r,xm64 : F2 0F 2C /r"),
    CVTSS2SI("", "dq r,xm32 : F3 0F 2D /r"),
    CVTSD2SI("", "dq r,xm64 : F2 0F 2D /r"),
    CVTSS2SD("", "- x,xm32 : F3 0F 5A /r"),
    CVTSD2SS("", "- x,xm64 : F2 0F 5A /r"),
    VFMADD231SS("", "- x,xv,xm32 : vex 66 0F 38 B9 /r"),
    VFMADD231SD("", "- x,xv,xm64 : vex 66 0F 38 W1 B9 /r"),

    // SSE bitwise and packed, for sign masks and string kernels.
    ANDPS("", "- x,xm128 : 0F 54 /r"),
    ANDPD("", "- x,xm128 : 66 0F 54 /r"),
    ANDNPS("", "- x,xm128 : 0F 55 /r"),
    ANDNPD("", "- x,xm128 : 66 0F 55 /r"),
    ORPS("", "- x,xm128 : 0F 56 /r"),
    ORPD("", "- x,xm128 : 66 0F 56 /r"),
    XORPS("", "- x,xm128 : 0F 57 /r"),
    XORPD("", "- x,xm128 : 66 0F 57 /r"),
    MOVMSKPD("", "d r,xx : 66 0F 50 /r"),
    PAND("", "- x,xm128 : 66 0F DB /r"),
    PANDN("", "- x,xm128 : 66 0F DF /r"),
    POR("", "- x,xm128 : 66 0F EB /r"),
    PXOR("", "- x,xm128 : 66 0F EF /r"),
    PTEST(">OSZAPC", "- x,xm128 : 66 0F 38 17 /r"),
    PCMPEQB("", "- x,xm128 : 66 0F 74 /r"),
    PCMPEQW("", "- x,xm128 : 66 0F 75 /r"),
    PCMPEQD("", "- x,xm128 : 66 0F 76 /r"),
    PMINUB("", "- x,xm128 : 66 0F DA /r"),
    PMOVMSKB("", "d r,xx : 66 0F D7 /r"),
    PADDD("", "- x,xm128 : 66 0F FE /r"),
    PMULLD("", "- x,xm128 : 66 0F 38 40 /r"),
    PSHUFD("", "- x,xm128,u8 : 66 0F 70 /r"),
    PSHUFB("", "- x,xm128 : 66 0F 38 00 /r"),
    PSRLDQ("", "- xx,u8 : 66 0F 73 /3"),
    PUNPCKLBW("", "- x,xm128 : 66 0F 60 /r"),
    PUNPCKLWD("", "- x,xm128 : 66 0F 61 /r"),
    PUNPCKLDQ("", "- x,xm128 : 66 0F 62 /r"),
    PUNPCKLQDQ("", "- x,xm128 : 66 0F 6C /r"),
    PUNPCKHBW("", "- x,xm128 : 66 0F 68 /r"),
    PUNPCKHWD("", "- x,xm128 : 66 0F 69 /r"),
    PUNPCKHDQ("", "- x,xm128 : 66 0F 6A /r"),
    PUNPCKHQDQ("", "- x,xm128 : 66 0F 6D /r"),
    PACKUSWB("", "- x,xm128 : 66 0F 67 /r"),
    PMOVZXBW("", "- x,xm64 : 66 0F 38 30 /r");

    private final String mnemonic;
    private final int reads;
    private final int writes;
    private final Form[] forms;
    private final Width impliedWidth;

    Op(String flags, String... forms) {
        mnemonic = name().replaceFirst("(_[BW]|CC)$", "").replace('_', ' ').toLowerCase(Locale.ROOT);
        int arrow = flags.indexOf('>');
        reads = arrow < 0 ? 0 : Flags.of(flags.substring(0, arrow));
        writes = arrow < 0 ? 0 : Flags.of(flags.substring(arrow + 1));
        this.forms = new Form[forms.length];
        for (int i = 0; i < forms.length; i++) {
            this.forms[i] = new Form(this, forms[i]);
        }
        impliedWidth = onlyWidth(this.forms);
    }

    private static Width onlyWidth(Form[] forms) {
        Width only = null;
        for (Form form : forms) {
            for (Width w : form.widths()) {
                if (only != null && only != w) {
                    return null;
                }
                only = w;
            }
        }
        return only;
    }

    /** NASM's mnemonic, before a condition is appended. The suffix _B or _W of a constant is the source's width. */
    public String mnemonic() {
        return mnemonic;
    }

    public List<Form> forms() {
        return List.of(forms);
    }

    /** The width clients need not mention because the mnemonic has no other; null when there are several or none. */
    Width impliedWidth() {
        return impliedWidth;
    }

    /** {@link Flags} the result may depend on, a condition operand's apart. */
    public int flagsRead() {
        return reads;
    }

    /** {@link Flags} that may differ afterwards, the undefined ones included; all others keep their value. */
    public int flagsWritten() {
        return writes;
    }

    /** The first form that fits the operands; null operands are absent ones. */
    Form formFor(Width width, Operand a, Operand b, Operand c) {
        for (Form form : forms) {
            if (form.accepts(width, a, b, c)) {
                return form;
            }
        }
        throw new IllegalArgumentException("no form of " + mnemonic + " takes width " + width + " and operands "
            + a + ", " + b + ", " + c);
    }

    /** The form whose last operand is a distance of that kind. */
    Form branchForm(Slot.Kind distance) {
        for (Form form : forms) {
            if (form.slotCount() > 0 && form.slot(form.slotCount() - 1).kind() == distance) {
                return form;
            }
        }
        throw new IllegalArgumentException(mnemonic + " has no form with " + distance);
    }

    private static String hex(int opcode) {
        return (opcode < 16 ? "0" : "") + Integer.toHexString(opcode);
    }

    /** The eight two-operand operations of the original instruction set differ in three bits only. */
    private static String[] arithmetic(int n) {
        return new String[] {
            "bwdq rm,r : " + hex(8 * n) + " /r",
            "bwdq r,rm : " + hex(8 * n + 2) + " /r",
            "wdq rm,i8 : 83 /" + n,
            "bwdq a,i : " + hex(8 * n + 4),
            "bwdq rm,i : 80 /" + n,
        };
    }

    private static String[] locked(int n) {
        return new String[] {
            "bwdq m,r : F0 " + hex(8 * n) + " /r",
            "wdq m,i8 : F0 83 /" + n,
            "bwdq m,i : F0 80 /" + n,
        };
    }

    private static String[] shift(int n) {
        return new String[] {"bwdq rm,one : D0 /" + n, "bwdq rm,u8 : C0 /" + n, "bwdq rm,cl : D2 /" + n};
    }

    /** With a register as bit number and memory as string the instruction is slow: the number is not taken modulo the width. */
    private static String[] bitTest(int n) {
        return new String[] {"wdq rm,r : 0F " + hex(0x83 + 8 * n) + " /r", "wdq rm,u8 : 0F BA /" + n};
    }
}
