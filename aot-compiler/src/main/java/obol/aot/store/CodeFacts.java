package obol.aot.store;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import obol.aot.ir.Address;
import obol.aot.ir.Allocation;
import obol.aot.ir.Block;
import obol.aot.ir.CallTarget;
import obol.aot.ir.Condition;
import obol.aot.ir.Graph;
import obol.aot.ir.Guard;
import obol.aot.ir.Ins;
import obol.aot.ir.LinkNumber;
import obol.aot.ir.MemKind;
import obol.aot.ir.Op;
import obol.aot.ir.Position;
import obol.aot.ir.Stub;
import obol.aot.ir.Type;
import obol.aot.world.JClass;
import obol.aot.world.JField;
import obol.aot.world.JMethod;

/**
 * All that the code of a method depends on: its lowered graph, as bytes, and what the graph names, in the order of the first mention. A
 * thing that was met before is a number; the next free number says that a description follows. So the bytes can be read in one way only,
 * and equal bytes mean equal facts.
 *
 * <p>The numbers of instructions and blocks are facts, too: the generator may go by them. The method's own name is none, so methods of
 * equal code share it.
 */
final class CodeFacts {
    private final Bytes facts = new Bytes();
    private final List<Object> names = new ArrayList<>();
    private final Map<Object, Integer> numbers = new HashMap<>();
    private final List<Position> positions = new ArrayList<>();
    private final Map<Position, Integer> positionNumbers = new HashMap<>();

    /** The facts as they are now: the generator changes its graph. */
    CodeFacts(Graph graph) {
        facts.putFlag(graph.method.noAllocation);
        types(graph.method.parameters);
        facts.putFlag(graph.polled);
        facts.putNumber(graph.insCount());
        facts.putNumber(graph.blockCount());
        facts.putNumber(graph.entry.id);
        facts.putNumber(graph.blocks.size());
        for (Block block : graph.blocks) block(block);
    }

    /** A JMethod, JClass, JField, LinkNumber, or a String: a literal's text. */
    Object name(int number) {
        return names.get(number);
    }

    Position position(int number) {
        return positions.get(number);
    }

    /** The number of something that the graph names. */
    int numberOf(Object name) {
        return required(numbers.get(name), name);
    }

    int positionOf(Position position) {
        return required(positionNumbers.get(position), position);
    }

    private static int required(Integer number, Object what) {
        if (number == null) throw new IllegalStateException("the generated code names " + what + ", which its graph does not");
        return number;
    }

    /** @param digest of what the generator is; it is not changed */
    CodeKey key(MessageDigest digest) {
        try {
            MessageDigest whole = (MessageDigest) digest.clone();
            whole.update(facts.array(), 0, facts.size());
            ByteBuffer hash = ByteBuffer.wrap(whole.digest());
            return new CodeKey(hash.getLong(), hash.getLong());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's digests can be cloned", e);
        }
    }

    private void block(Block block) {
        facts.putNumber(block.id);
        facts.putFlag(block.cold);
        facts.putFlag(block.bounded);
        facts.putNumber(block.handler == null ? -1 : block.handler.id);
        blocks(block.preds);
        blocks(block.succs);
        facts.putNumber(block.body.size());
        for (Ins ins : block.body) instruction(ins);
    }

    private void blocks(List<Block> blocks) {
        facts.putNumber(blocks.size());
        for (Block b : blocks) facts.putNumber(b.id);
    }

    private void instruction(Ins ins) {
        facts.putNumber(ins.id);
        facts.putEnum(ins.op);
        facts.putEnum(ins.type);
        facts.putNumber(ins.inputs.length);
        for (Ins in : ins.inputs) facts.putNumber(in.id);
        facts.putNumber(ins.bits);
        attribute(ins.attr);
        position(ins.position);
    }

    /** By kind: a letter, then what it holds. */
    private void attribute(Object attr) {
        if (attr == null) {
            facts.put('-');
        } else if (attr instanceof Address address) {
            facts.put('A');
            facts.putEnum(address.kind());
            facts.putFlag(address.indexed());
            facts.putNumber(address.shift());
            facts.putNumber(address.displacement());
            facts.putFlag(address.number() != null);
            if (address.number() != null) number(address.number());
        } else if (attr instanceof Condition condition) {
            facts.put('?');
            facts.putEnum(condition);
        } else if (attr instanceof CallTarget target) {
            facts.put('C');
            method(target.method());
            facts.putFlag(target.indirect());
            optional(target.symbol());
        } else if (attr instanceof JClass type) {
            facts.put('T');
            type(type);
        } else if (attr instanceof String literal) {
            facts.put('L');
            if (mention(literal)) facts.putText(literal);
        } else if (attr instanceof Guard guard) {
            facts.put('G');
            facts.putEnum(guard.condition());
            facts.putEnum(guard.stub());
        } else if (attr instanceof Allocation allocation) {
            facts.put('N');
            type(allocation.type());
            facts.putNumber(allocation.size());
            facts.putNumber(allocation.elementShift());
        } else if (attr instanceof LinkNumber number) {
            facts.put('#');
            number(number);
        } else if (attr instanceof MemKind kind) {
            facts.put('M');
            facts.putEnum(kind);
        } else if (attr instanceof Stub stub) {
            facts.put('S');
            facts.putEnum(stub);
        } else if (attr instanceof int[] keys) {
            facts.put('K');
            facts.putNumber(keys.length);
            for (int key : keys) facts.putNumber(key);
        } else {
            throw new IllegalArgumentException("an attribute that the machine's operations have not: " + attr.getClass());
        }
    }

    /** Writes the thing's number; gives whether it is new and has to be described. */
    private boolean mention(Object thing) {
        Integer known = numbers.putIfAbsent(thing, names.size());
        facts.putNumber(known == null ? names.size() : known);
        if (known == null) names.add(thing);
        return known == null;
    }

    private void type(JClass type) {
        if (mention(type)) facts.putText(type.name);
    }

    private void number(LinkNumber number) {
        if (!mention(number)) return;
        if (number instanceof LinkNumber.StaticOffset s) {
            facts.put('S');
            field(s.field());
        } else if (number instanceof LinkNumber.InitState i) {
            facts.put('N');
            type(i.type());
        } else if (number instanceof LinkNumber.MirrorOffset m) {
            facts.put('M');
            type(m.type());
        } else {
            facts.put('I');
            type(((LinkNumber.Interface) number).type());
        }
    }

    private void field(JField field) {
        if (!mention(field)) return;
        facts.putText(field.holder.name);
        facts.putText(field.name);
        facts.putText(field.descriptor);
    }

    private void method(JMethod method) {
        if (!mention(method)) return;
        facts.putText(method.holder.name);
        facts.putText(method.name);
        facts.putText(method.descriptor);
        facts.putFlag(method.isStatic());
        facts.putFlag(method.noAllocation);
        optional(method.assembly);
    }

    private void optional(String text) {
        facts.putFlag(text != null);
        if (text != null) facts.putText(text);
    }

    private void types(List<Type> types) {
        facts.putNumber(types.size());
        for (Type type : types) facts.putEnum(type);
    }

    /** The position's number, -1 for none; the next free number says that a description follows, of callers first. */
    private void position(Position position) {
        if (position == null) {
            facts.putNumber(-1);
            return;
        }
        Integer known = positionNumbers.get(position);
        facts.putNumber(known == null ? positions.size() : known);
        if (known != null) return;
        position(position.caller());
        method(position.method());
        facts.putNumber(position.bci());
        positionNumbers.put(position, positions.size());
        positions.add(position);
    }
}
