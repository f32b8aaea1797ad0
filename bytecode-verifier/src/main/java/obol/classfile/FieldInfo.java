package obol.classfile;

import java.util.List;

/** A field (JVMS 4.5). */
public final class FieldInfo extends Member {
    private final Object constantValue;

    FieldInfo(int flags, String name, String descriptor, String signature, List<Annotation> annotations,
            Object constantValue) {
        super(flags, name, descriptor, signature, annotations);
        this.constantValue = constantValue;
    }

    /**
     * The attribute ConstantValue: Integer (also for boolean, byte, char, short), Long, Float, Double, String, or null.
     * Its kind fits the descriptor.
     */
    public Object constantValue() {
        return constantValue;
    }

    @Override
    public String toString() {
        return name() + ":" + descriptor();
    }
}
