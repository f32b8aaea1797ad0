package obol.aot.codegen.machine;

import obol.aot.ir.LinkNumber;
import obol.aot.x86.Gpr;

/**
 * A place in memory: base + index * scale + disp + number.
 *
 * @param base      null when there is none or it is {@code fixedBase}
 * @param fixedBase r15 or rsp, which are never allocated; or null
 * @param number    or null
 * @param symbol    a constant of the method's pool, or null
 */
public record Place(Use base, Gpr fixedBase, Use index, int scale, int disp, LinkNumber number, PoolConstant symbol) implements Source {
    public static Place constant(PoolConstant constant) {
        return new Place(null, null, null, 1, 0, null, constant);
    }

    public static Place thread(int disp) {
        return new Place(null, Gpr.R15, null, 1, disp, null, null);
    }

    public static Place stack(int disp) {
        return new Place(null, Gpr.RSP, null, 1, disp, null, null);
    }
}
