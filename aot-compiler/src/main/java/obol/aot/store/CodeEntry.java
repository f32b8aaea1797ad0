package obol.aot.store;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import obol.aot.codegen.AssemblySymbol;
import obol.aot.codegen.CompiledMethod;
import obol.aot.codegen.Literal;
import obol.aot.codegen.Safepoint;
import obol.aot.codegen.Trap;
import obol.aot.ir.Position;
import obol.aot.world.JMethod;
import obol.aot.x86.Reloc;

/** A {@link CompiledMethod} as bytes, in terms of the {@link CodeFacts} of which it was made. */
final class CodeEntry {
    private static final int NAMED = 0, ASSEMBLY = 1, CODE_START = 2;
    private static final Reloc.Kind[] KINDS = Reloc.Kind.values();

    private CodeEntry() {}

    static void write(CompiledMethod method, CodeFacts facts, Bytes to) {
        to.putBytes(method.code());
        to.putNumber(method.relocations().size());
        for (Reloc r : method.relocations()) {
            to.putNumber(r.offset());
            to.putEnum(r.kind());
            to.putNumber(r.addend());
            target(r.target(), facts, to);
        }
        to.putNumber(method.safepoints().size());
        for (Safepoint s : method.safepoints()) {
            to.putNumber(s.returnOffset());
            to.putNumber(s.frameWords());
            to.putBytes(s.references().toByteArray());
            to.putNumber(s.registers());
            to.putNumber(s.handlerOffset());
            to.putNumber(s.position() == null ? -1 : facts.positionOf(s.position()));
        }
        to.putNumber(method.traps().size());
        for (Trap t : method.traps()) {
            to.putNumber(t.instructionOffset());
            to.putNumber(t.targetOffset());
            to.putNumber(facts.positionOf(t.position()));
        }
    }

    private static void target(Object target, CodeFacts facts, Bytes to) {
        if (target == Reloc.CODE_START) {
            to.put(CODE_START);
        } else if (target instanceof AssemblySymbol symbol) {
            to.put(ASSEMBLY);
            to.putText(symbol.name());
        } else {
            to.put(NAMED);
            to.putNumber(facts.numberOf(target instanceof Literal literal ? literal.text() : target));
        }
    }

    /** Throws IndexOutOfBoundsException where the bytes cannot be an entry of these facts. */
    static CompiledMethod read(JMethod method, CodeFacts facts, Bytes from) {
        byte[] code = from.getBytes();
        List<Reloc> relocations = new ArrayList<>();
        for (int i = from.getInt(); i > 0; i--) {
            int offset = from.getInt();
            Reloc.Kind kind = KINDS[from.get()];
            int addend = from.getInt();
            relocations.add(new Reloc(offset, kind, target(facts, from), addend));
        }
        List<Safepoint> safepoints = new ArrayList<>();
        for (int i = from.getInt(); i > 0; i--) {
            int returnOffset = from.getInt();
            int frameWords = from.getInt();
            BitSet references = BitSet.valueOf(from.getBytes());
            int registers = from.getInt();
            int handlerOffset = from.getInt();
            int position = from.getInt();
            Position at = position < 0 ? null : facts.position(position);
            safepoints.add(new Safepoint(returnOffset, frameWords, references, registers, handlerOffset, at));
        }
        List<Trap> traps = new ArrayList<>();
        for (int i = from.getInt(); i > 0; i--) traps.add(new Trap(from.getInt(), from.getInt(), facts.position(from.getInt())));
        return new CompiledMethod(method, code, relocations, safepoints, traps);
    }

    private static Object target(CodeFacts facts, Bytes from) {
        return switch (from.get()) {
            case NAMED -> {
                Object named = facts.name(from.getInt());
                yield named instanceof String text ? new Literal(text) : named;
            }
            case ASSEMBLY -> new AssemblySymbol(from.getText());
            case CODE_START -> Reloc.CODE_START;
            default -> throw new IndexOutOfBoundsException("no such kind of target");
        };
    }
}
