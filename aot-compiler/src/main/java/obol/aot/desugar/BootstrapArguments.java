package obol.aot.desugar;

import java.util.List;
import obol.classfile.ConstantPool;
import obol.classfile.ConstantPool.MethodHandleRef;

/** The static arguments of a bootstrap method, by position. */
record BootstrapArguments(ConstantPool constants, List<Integer> indices) {
    int size() {
        return indices.size();
    }

    int tag(int i) {
        return constants.tag(indices.get(i));
    }

    String methodType(int i) {
        return constants.methodType(indices.get(i));
    }

    MethodHandleRef handle(int i) {
        return constants.methodHandle(indices.get(i));
    }

    String string(int i) {
        return constants.string(indices.get(i));
    }

    int integer(int i) {
        return constants.integer(indices.get(i));
    }

    String className(int i) {
        return constants.className(indices.get(i));
    }
}
