package obol.aot.codegen;

import obol.aot.codegen.machine.Immediate;
import obol.aot.codegen.machine.Place;
import obol.aot.codegen.machine.Use;
import obol.aot.ir.Address;
import obol.aot.ir.Ins;
import obol.aot.ir.LinkNumber;
import obol.aot.ir.Op;
import obol.aot.ir.Type;
import obol.aot.x86.Gpr;

/**
 * Covers the computation of an address by base + index * scale + displacement. Only additions of LONGs are covered: those
 * of INTs wrap around where an address does not.
 */
final class AddressTile {
    private final Selection selection;
    private Ins base;
    private Ins index;
    private int shift;
    private long disp;
    private final LinkNumber number;

    AddressTile(Selection selection, Address address, Ins base, Ins index) {
        this.selection = selection;
        this.base = base;
        this.index = index;
        shift = address.shift();
        disp = address.displacement();
        number = address.number();
    }

    Place place() {
        foldBase();
        foldIndex();
        Gpr fixedBase = base == null ? null : Selection.machineRegister(base);
        Use baseUse = base == null || fixedBase != null ? null : selection.register(base);
        Use indexUse = index == null ? null : selection.register(index);
        return new Place(baseUse, fixedBase, indexUse, 1 << shift, (int) disp, number, null);
    }

    private void foldBase() {
        boolean changed = true;
        while (changed && base != null) {
            changed = false;
            if (base.op == Op.CONST && isLow(disp + Selection.bits(base))) {
                disp += Selection.bits(base);
                base = null;
            } else if (base.op == Op.ADDRESS_OF && selection.isFoldable(base)) {
                base = base.in(0);
                changed = true;
            } else if (base.op == Op.ADD && base.type == Type.LONG && selection.isFoldable(base)) {
                changed = foldSum();
            }
        }
    }

    private boolean foldSum() {
        Ins a = base.in(0);
        Ins b = base.in(1);
        if (a.op == Op.CONST) {
            Ins t = a;
            a = b;
            b = t;
        }
        if (b.op == Op.CONST) {
            if (!Immediate.fits(disp + b.bits)) return false;
            disp += b.bits;
            base = a;
            return true;
        }
        if (index != null) return false;
        base = a;
        index = b;
        shift = 0;
        return true;
    }

    private void foldIndex() {
        boolean changed = true;
        while (changed && index != null) {
            changed = false;
            if (index.op == Op.CONST) {
                long bytes = (index.type == Type.INT ? index.bits & 0xFFFF_FFFFL : index.bits) << shift;
                if (Math.abs((double) bytes) < 1L << 40 && (base == null ? isLow(disp + bytes) : Immediate.fits(disp + bytes))) {
                    disp += bytes;
                    index = null;
                    shift = 0;
                }
            } else if (index.type == Type.LONG && selection.isFoldable(index)) {
                changed = index.op == Op.SHL ? foldShift() : index.op == Op.ADD && foldIndexSum();
            }
        }
    }

    private boolean foldShift() {
        Ins count = index.in(1);
        if (count.op != Op.CONST || (count.bits & 63) + shift > 3) return false;
        shift += (int) (count.bits & 63);
        index = index.in(0);
        return true;
    }

    private boolean foldIndexSum() {
        Ins addend = index.in(1);
        if (addend.op != Op.CONST || !Immediate.fits(addend.bits) || !Immediate.fits(disp + (addend.bits << shift))) return false;
        disp += addend.bits << shift;
        index = index.in(0);
        return true;
    }

    /** Without base the displacement is the sign-extended address. */
    private boolean isLow(long address) {
        return number == null && address >= 0 && Immediate.fits(address);
    }
}
