package obol.aot.world;

/** The instruction that refers to a member: what resolution demands depends on it (JVMS 6.5). */
public enum Use {
    GET_FIELD, PUT_FIELD, GET_STATIC, PUT_STATIC, INVOKE_VIRTUAL, INVOKE_SPECIAL, INVOKE_STATIC, INVOKE_INTERFACE;

    boolean isStatic() {
        return this == GET_STATIC || this == PUT_STATIC || this == INVOKE_STATIC;
    }

    boolean puts() {
        return this == PUT_FIELD || this == PUT_STATIC;
    }
}
