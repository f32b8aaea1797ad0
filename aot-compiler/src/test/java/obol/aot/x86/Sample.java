package obol.aot.x86;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One instruction of the table with operands. */
record Sample(Form form, Width width, List<Operand> operands) {
    private static final List<Gpr> GPRS = List.of(Gpr.values());
    private static final List<Xmm> XMMS = List.of(Xmm.values());
    private static final int[] DISPLACEMENTS = {
        0, 1, -1, 0x7F, 0x80, -0x80, -0x81, Integer.MAX_VALUE, Integer.MIN_VALUE
    };

    String text() {
        return form.text(width, operands);
    }

    private Operand operand(int i) {
        return i < operands.size() ? operands.get(i) : null;
    }

    /** Whether the assembler chooses this form for these operands. */
    boolean isChosen() {
        return form.op().formFor(width, operand(0), operand(1), operand(2)) == form;
    }

    void encode(Assembler assembler) {
        assembler.emit(form.op(), width, operand(0), operand(1), operand(2));
    }

    boolean isRipRelative() {
        return operands.stream().anyMatch(o -> o instanceof Mem mem && mem.rip());
    }

    /**
     * The samples of a form at a width: each operand takes all its values while the others keep their first one,
     * and every combination of a few telling values occurs.
     */
    static List<Sample> of(Form form, Width width) {
        List<List<Operand>> all = new ArrayList<>();
        List<List<Operand>> few = new ArrayList<>();
        for (int i = 0; i < form.slotCount(); i++) {
            List<Operand> values = values(form.slot(i), width);
            all.add(values);
            few.add(telling(values));
        }
        List<Sample> samples = new ArrayList<>();
        List<List<Operand>> combinations = new ArrayList<>(List.of(List.of()));
        for (List<Operand> values : few) {
            List<List<Operand>> longer = new ArrayList<>();
            for (List<Operand> head : combinations) {
                for (Operand value : values) {
                    longer.add(append(head, value));
                }
            }
            combinations = longer;
        }
        combinations.forEach(operands -> samples.add(new Sample(form, width, operands)));
        for (int i = 0; i < all.size(); i++) {
            for (Operand value : all.get(i)) {
                Operand[] operands = all.stream().map(values -> values.get(0)).toArray(Operand[]::new);
                operands[i] = value;
                samples.add(new Sample(form, width, Arrays.asList(operands)));
            }
        }
        samples.removeIf(sample -> !sample.isChosen());
        return samples;
    }

    /** Every combination of base, index, scale and displacement, with that form. */
    static List<Sample> addressing(Form form, Width width, Operand... others) {
        List<Sample> samples = new ArrayList<>();
        List<Gpr> registersOrNone = new ArrayList<>(GPRS);
        registersOrNone.add(null);
        for (Gpr base : registersOrNone) {
            for (Gpr index : registersOrNone) {
                for (int scale = 1; scale <= (index == null ? 1 : 8) && index != Gpr.RSP; scale *= 2) {
                    for (int disp : DISPLACEMENTS) {
                        List<Operand> operands = new ArrayList<>(List.of(others));
                        operands.replaceAll(o -> o instanceof Mem ? null : o);
                        operands.set(operands.indexOf(null), new Mem(base, index, scale, disp));
                        samples.add(new Sample(form, width, operands));
                    }
                }
            }
        }
        return samples;
    }

    private static List<Operand> append(List<Operand> head, Operand last) {
        List<Operand> longer = new ArrayList<>(head);
        longer.add(last);
        return longer;
    }

    private static List<Operand> values(Slot slot, Width width) {
        List<Operand> values = new ArrayList<>();
        switch (slot.kind()) {
            case R, RR, O, RV -> values.addAll(GPRS);
            case X, XX, XV -> values.addAll(XMMS);
            case RM -> {
                values.addAll(GPRS);
                values.addAll(cells());
            }
            case XM -> {
                values.addAll(XMMS);
                values.addAll(cells());
            }
            case M, MEM -> values.addAll(cells());
            case A -> values.add(Gpr.RAX);
            case CL -> values.add(Gpr.RCX);
            case DX -> values.add(Gpr.RDX);
            case CC -> values.addAll(List.of(Cond.values()));
            case ONE -> values.add(Imm.of(1));
            case I8 -> addNumbers(values, 5, -0x80, -1, 0, 1, 0x7F);
            case U8 -> addNumbers(values, 5, 0, 1, 0x7F, 0x80, 0xFF);
            case U16 -> addNumbers(values, 8, 0, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF);
            case I64 -> addNumbers(values, 1L << 31, 1L << 32, -1L << 32, Long.MAX_VALUE, Long.MIN_VALUE, 0x123456789ABCDEFL);
            case I -> {
                switch (width) {
                    case B -> addNumbers(values, 5, -0x80, -1, 0, 1, 0x7F, 0x80, 0xFF);
                    case W -> addNumbers(values, 0x1234, 0, 5, 0x80, -0x81, 0x7FFF, -0x8000, 0x8000, 0xFF00);
                    case D -> addNumbers(values, 0x12345678, 0, 5, 0x80, -0x81, Integer.MAX_VALUE, Integer.MIN_VALUE,
                        0x80000000L, 0xFFFF0000L);
                    case Q -> addNumbers(values, 0x12345678, 0, 5, 0x80, -0x81, Integer.MAX_VALUE, Integer.MIN_VALUE);
                }
            }
            case REL8, REL32 -> throw new IllegalArgumentException("branches have their own samples");
        }
        return values;
    }

    private static void addNumbers(List<Operand> values, long... numbers) {
        for (long number : numbers) {
            values.add(Imm.of(number));
        }
    }

    /** Each base, each index, each kind of displacement; the whole product is {@link #addressing}. */
    private static List<Operand> cells() {
        List<Operand> cells = new ArrayList<>();
        for (Gpr register : GPRS) {
            cells.add(new Mem(register, 0));
            cells.add(new Mem(register, DISPLACEMENTS[register.ordinal() % DISPLACEMENTS.length]));
            if (register != Gpr.RSP) {
                cells.add(new Mem(Gpr.RBX, register, 1 << register.ordinal() % 4, 0x40));
                cells.add(new Mem(null, register, 8, 0x100));
            }
        }
        cells.add(Mem.absolute(0x12345678));
        cells.add(Mem.absolute(-8));
        cells.add(new Mem(null, null, 1, 0x1234, Reloc.CODE_START, true));
        return cells;
    }

    /** With and without REX bits, byte registers that need REX, the special cases of ModRM and SIB. */
    private static List<Operand> telling(List<Operand> values) {
        List<Operand> few = new ArrayList<>();
        for (Operand value : values) {
            boolean tells;
            if (value instanceof Mem mem) {
                tells = mem.equals(new Mem(Gpr.RSP, 0)) || mem.equals(new Mem(Gpr.R13, 0)) || mem.equals(new Mem(Gpr.R9, 0))
                    || mem.equals(new Mem(Gpr.RBX, Gpr.R14, 4, 0x40)) || mem.rip();
            } else if (value instanceof Gpr || value instanceof Xmm) {
                tells = List.of(0, 3, 4, 7, 8, 12, 13, 15).contains(((Enum<?>) value).ordinal());
            } else {
                tells = few.size() < 3;
            }
            if (tells) {
                few.add(value);
            }
        }
        return few;
    }
}
