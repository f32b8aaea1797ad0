package obol.channels.contract.generate;

import static org.objectweb.asm.Opcodes.AASTORE;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ANEWARRAY;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.I2L;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.L2I;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.SIPUSH;

import java.util.List;
import obol.channels.bounds.Bound;
import obol.channels.contract.ContractModel;
import obol.channels.contract.Definition;
import obol.channels.contract.MessageType;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Code that writes and reads values: one case for each kind of {@link MessageType}. */
final class ValueCode {
    static final String CODEC = "obol/channels/codec/";
    static final String RUNTIME = "obol/channels/runtime/";
    static final String WRITER = CODEC + "Writer";
    static final String READER = CODEC + "Reader";
    static final String VALUE_CODEC = CODEC + "ValueCodec";
    private static final String PASSENGERS = RUNTIME + "Passengers";
    private static final String FLOW_CODEC = RUNTIME + "FlowCodec";
    private static final String LATER_CODEC = RUNTIME + "LaterCodec";
    private static final String SKELETON = RUNTIME + "Skeleton";
    private static final String THROWING = CODEC + "Throwing";
    private static final String WITHIN = "(JJJLjava/lang/String;)";
    private static final String EXCEPTION_CODEC = CODEC + "ExceptionCodec";

    private final ContractModel model;
    private final ClassBuilder builder;
    /** Binary name of a class from which the contracts of untyped endpoints are looked up. */
    private final String near;
    /** Where what is written or read lies within its part of the message, for the messages of bounds; ends in a colon and a space. */
    private String place = "";

    ValueCode(ContractModel model, ClassBuilder builder, String near) {
        this.model = model;
        this.builder = builder;
        this.near = near;
    }

    /** What is written and read next is a component of this record; null: the part itself. */
    void at(Definition.Record record, Definition.Component component) {
        place = record == null ? "" : MessageType.simpleName(record.name()) + "." + component.name() + ": ";
    }

    /** Writes the value in a local. @param throwing the exceptions that a Pending, if it is one, may fail with */
    void write(MethodVisitor code, MessageType type, int writer, int value, List<String> throwing) {
        if (type instanceof MessageType.Bounded bounded && bounded.plain() instanceof MessageType.Primitive primitive) {
            within(code, bounded, writer, () -> code.visitVarInsn(Type.getType(type.descriptor()).getOpcode(ILOAD), value),
                    () -> code.visitMethodInsn(INVOKEVIRTUAL, WRITER, "within", WITHIN + "V", false));
            write(code, primitive, writer, value, throwing);
        } else if (type instanceof MessageType.Primitive primitive) {
            code.visitVarInsn(ALOAD, writer);
            code.visitVarInsn(Type.getType(primitive.descriptor()).getOpcode(ILOAD), value);
            code.visitMethodInsn(INVOKEVIRTUAL, WRITER, "write" + primitive.access(), "(" + primitive.descriptor() + ")V", false);
        } else if (type == MessageType.Scalar.STRING) {
            code.visitVarInsn(ALOAD, writer);
            code.visitVarInsn(ALOAD, value);
            code.visitMethodInsn(INVOKEVIRTUAL, WRITER, "writeString", "(Ljava/lang/String;)V", false);
        } else if (type instanceof MessageType.Block) {
            code.visitVarInsn(ALOAD, writer);
            code.visitVarInsn(ALOAD, value);
            code.visitMethodInsn(INVOKESTATIC, PASSENGERS, "writeBlock", "(L" + WRITER + ";Lobol/channels/Block;)V", false);
        } else if (type instanceof MessageType.Pending pending) {
            code.visitVarInsn(ALOAD, writer);
            code.visitVarInsn(ALOAD, value);
            pushLater(code, pending, throwing);
            code.visitMethodInsn(INVOKESTATIC, PASSENGERS, "writePending",
                    "(L" + WRITER + ";Lobol/channels/Pending;L" + LATER_CODEC + ";)V", false);
        } else if (type instanceof MessageType.Endpoint endpoint) {
            code.visitVarInsn(ALOAD, writer);
            code.visitVarInsn(ALOAD, value);
            // The JVM does not verify interface types: what is sent as a contract is checked to be one.
            code.visitTypeInsn(CHECKCAST, ClassBuilder.internal(endpoint.contract()));
            if (endpoint.untyped()) {
                code.visitMethodInsn(INVOKESTATIC, PASSENGERS, "writeUntyped",
                        "(L" + WRITER + ";Lobol/channels/Contract;)V", false);
            } else {
                pushSkeleton(code, endpoint.contract());
                code.visitMethodInsn(INVOKESTATIC, PASSENGERS, "writeEndpoint",
                        "(L" + WRITER + ";Lobol/channels/Contract;L" + SKELETON + ";)V", false);
            }
        } else {
            pushCodec(code, type);
            code.visitVarInsn(ALOAD, writer);
            code.visitVarInsn(ALOAD, value);
            code.visitMethodInsn(INVOKEVIRTUAL, VALUE_CODEC, "write", "(L" + WRITER + ";Ljava/lang/Object;)V", false);
        }
    }

    /** Reads a value and pushes it. */
    void read(MethodVisitor code, MessageType type, int reader, List<String> throwing) {
        if (type instanceof MessageType.Bounded bounded && bounded.plain() instanceof MessageType.Primitive primitive) {
            within(code, bounded, reader, () -> read(code, primitive, reader, throwing), () -> {
                code.visitMethodInsn(INVOKEVIRTUAL, READER, "within", WITHIN + "J", false);
                if (primitive != MessageType.Primitive.LONG) {
                    code.visitInsn(L2I);
                }
            });
        } else if (type instanceof MessageType.Primitive primitive) {
            code.visitVarInsn(ALOAD, reader);
            code.visitMethodInsn(INVOKEVIRTUAL, READER, "read" + primitive.access(), "()" + primitive.descriptor(), false);
        } else if (type == MessageType.Scalar.STRING) {
            code.visitVarInsn(ALOAD, reader);
            code.visitMethodInsn(INVOKEVIRTUAL, READER, "readString", "()Ljava/lang/String;", false);
        } else if (type instanceof MessageType.Block) {
            code.visitVarInsn(ALOAD, reader);
            code.visitMethodInsn(INVOKESTATIC, PASSENGERS, "readBlock", "(L" + READER + ";)Lobol/channels/Block;", false);
        } else if (type instanceof MessageType.Pending pending) {
            code.visitVarInsn(ALOAD, reader);
            pushLater(code, pending, throwing);
            code.visitMethodInsn(INVOKESTATIC, PASSENGERS, "readPending",
                    "(L" + READER + ";L" + LATER_CODEC + ";)Lobol/channels/Pending;", false);
        } else if (type instanceof MessageType.Endpoint endpoint) {
            code.visitVarInsn(ALOAD, reader);
            if (endpoint.untyped()) {
                code.visitLdcInsn(Type.getObjectType(ClassBuilder.internal(near)));
                code.visitMethodInsn(INVOKESTATIC, PASSENGERS, "readUntyped",
                        "(L" + READER + ";Ljava/lang/Class;)Lobol/channels/Contract;", false);
            } else {
                pushSkeleton(code, endpoint.contract());
                code.visitMethodInsn(INVOKESTATIC, PASSENGERS, "readEndpoint",
                        "(L" + READER + ";L" + SKELETON + ";)Lobol/channels/Contract;", false);
                code.visitTypeInsn(CHECKCAST, ClassBuilder.internal(endpoint.contract()));
            }
        } else {
            pushCodec(code, type);
            code.visitVarInsn(ALOAD, reader);
            code.visitMethodInsn(INVOKEVIRTUAL, VALUE_CODEC, "read", "(L" + READER + ";)Ljava/lang/Object;", false);
            code.visitTypeInsn(CHECKCAST, Type.getType(type.descriptor()).getInternalName());
        }
    }

    /** Holds an integer against its bounds. @param push the value on the stack, as a long; {@code then} ends the check */
    private void within(MethodVisitor code, MessageType.Bounded type, int checker, Runnable push, Runnable then) {
        for (Bound bound : type.bounds()) {
            Bound.Range range = (Bound.Range) bound; // an integer has no other, and of it one
            code.visitVarInsn(ALOAD, checker);
            push.run();
            if (type.plain() != MessageType.Primitive.LONG) {
                code.visitInsn(I2L);
            }
            code.visitLdcInsn(range.least());
            code.visitLdcInsn(range.most());
            code.visitLdcInsn(place);
            then.run();
        }
    }

    /** Pushes the exceptions of a method. */
    void pushThrowing(MethodVisitor code, List<String> exceptions) {
        if (exceptions.isEmpty()) {
            code.visitFieldInsn(GETSTATIC, THROWING, "NOTHING", "L" + THROWING + ";");
            return;
        }
        builder.pushConstant(code, "throws " + exceptions, "L" + THROWING + ";", make -> {
            make.visitTypeInsn(NEW, THROWING);
            make.visitInsn(DUP);
            make.visitIntInsn(SIPUSH, exceptions.size());
            make.visitTypeInsn(ANEWARRAY, EXCEPTION_CODEC);
            for (int i = 0; i < exceptions.size(); i++) {
                make.visitInsn(DUP);
                make.visitIntInsn(SIPUSH, i);
                pushInstance(make, Generator.codecName(exceptions.get(i)), EXCEPTION_CODEC);
                make.visitInsn(AASTORE);
            }
            make.visitMethodInsn(INVOKESPECIAL, THROWING, "<init>", "([L" + EXCEPTION_CODEC + ";)V", false);
        });
    }

    /** Pushes the skeleton of a contract. */
    static void pushSkeleton(MethodVisitor code, String contract) {
        pushInstance(code, Generator.skeletonName(contract), SKELETON);
    }

    /** Pushes the codec of a type other than a primitive. */
    void pushCodec(MethodVisitor code, MessageType type) {
        if (type instanceof MessageType.Scalar scalar) {
            code.visitFieldInsn(GETSTATIC, CODEC + scalar.codecClass(), scalar.name(), "L" + VALUE_CODEC + ";");
        } else if (type instanceof MessageType.ArrayOf array && array.element() instanceof MessageType.Primitive element) {
            code.visitFieldInsn(GETSTATIC, CODEC + "ArrayCodec", element.arrayField(), "L" + VALUE_CODEC + ";");
        } else if (type instanceof MessageType.Block) {
            code.visitFieldInsn(GETSTATIC, FLOW_CODEC, "BLOCK", "L" + VALUE_CODEC + ";");
        } else if (type instanceof MessageType.Data data && !(model.data().get(data.name()) instanceof Definition.Enumeration)) {
            pushInstance(code, Generator.codecName(data.name()), VALUE_CODEC);
        } else {
            builder.pushConstant(code, place + type.canonical(), "L" + VALUE_CODEC + ";", make -> makeCodec(make, type));
        }
    }

    private void makeCodec(MethodVisitor code, MessageType type) {
        String codec = "L" + VALUE_CODEC + ";";
        if (type instanceof MessageType.ArrayOf array) {
            String outside = place;
            place += "element: ";
            code.visitInsn(ICONST_0);
            code.visitTypeInsn(ANEWARRAY, Type.getType(array.element().descriptor()).getInternalName());
            pushCodec(code, array.element());
            code.visitMethodInsn(INVOKESTATIC, CODEC + "ContainerCodec", "array", "([Ljava/lang/Object;" + codec + ")" + codec, false);
            place = outside;
        } else if (type instanceof MessageType.Container container) {
            String outside = place;
            for (int i = 0; i < container.arguments().size(); i++) {
                place = outside + placeIn(container.kind(), i);
                pushCodec(code, container.arguments().get(i));
            }
            place = outside;
            code.visitMethodInsn(INVOKESTATIC, CODEC + "ContainerCodec", factory(container.kind()),
                    "(" + codec.repeat(container.kind().arity()) + ")" + codec, false);
        } else if (type instanceof MessageType.Data data) {
            String constants = ClassBuilder.internal(data.name());
            code.visitMethodInsn(INVOKESTATIC, constants, "values", "()[L" + constants + ";", false);
            code.visitMethodInsn(INVOKESTATIC, CODEC + "ContainerCodec", "enumeration", "([Ljava/lang/Enum;)" + codec, false);
        } else if (type instanceof MessageType.Pending pending) {
            pushLater(code, pending, List.of());
            code.visitMethodInsn(INVOKESTATIC, FLOW_CODEC, "pending", "(L" + LATER_CODEC + ";)" + codec, false);
        } else if (type instanceof MessageType.Stream stream) {
            pushCodec(code, stream.item());
            String factory = stream.half() == MessageType.Stream.Half.SOURCE ? "source" : "sink";
            code.visitMethodInsn(INVOKESTATIC, FLOW_CODEC, factory, "(" + codec + ")" + codec, false);
        } else if (type instanceof MessageType.Batch batch) {
            pushCodec(code, batch.element());
            code.visitMethodInsn(INVOKESTATIC, FLOW_CODEC, "batch", "(" + codec + ")" + codec, false);
        } else if (type instanceof MessageType.Endpoint endpoint && endpoint.untyped()) {
            code.visitLdcInsn(Type.getObjectType(ClassBuilder.internal(near)));
            code.visitMethodInsn(INVOKESTATIC, FLOW_CODEC, "untyped", "(Ljava/lang/Class;)" + codec, false);
        } else if (type instanceof MessageType.Endpoint endpoint) {
            pushSkeleton(code, endpoint.contract());
            code.visitMethodInsn(INVOKESTATIC, FLOW_CODEC, "endpoint", "(L" + SKELETON + ";)" + codec, false);
        } else if (type instanceof MessageType.Bounded bounded) {
            pushCodec(code, bounded.plain());
            code.visitLdcInsn(place);
            code.visitIntInsn(SIPUSH, bounded.bounds().size());
            code.visitTypeInsn(ANEWARRAY, "java/lang/String");
            for (int i = 0; i < bounded.bounds().size(); i++) {
                code.visitInsn(DUP);
                code.visitIntInsn(SIPUSH, i);
                code.visitLdcInsn(bounded.bounds().get(i).canonical());
                code.visitInsn(AASTORE);
            }
            code.visitMethodInsn(INVOKESTATIC, CODEC + "BoundedCodec", "of",
                    "(" + codec + "Ljava/lang/String;[Ljava/lang/String;)" + codec, false);
        } else {
            throw new IllegalArgumentException("no codec for " + type.canonical());
        }
    }

    private static String placeIn(MessageType.Kind kind, int argument) {
        return switch (kind) {
            case LIST, SET -> "element: ";
            case MAP -> argument == 0 ? "key: " : "value: ";
            case OPTIONAL -> "";
        };
    }

    private static String factory(MessageType.Kind kind) {
        return switch (kind) {
            case LIST -> "list";
            case SET -> "set";
            case MAP -> "map";
            case OPTIONAL -> "optional";
        };
    }

    private void pushLater(MethodVisitor code, MessageType.Pending pending, List<String> throwing) {
        builder.pushConstant(code, pending.canonical() + " throws " + throwing, "L" + LATER_CODEC + ";", make -> {
            make.visitTypeInsn(NEW, LATER_CODEC);
            make.visitInsn(DUP);
            pushCodec(make, pending.value());
            pushThrowing(make, throwing);
            make.visitMethodInsn(INVOKESPECIAL, LATER_CODEC, "<init>", "(L" + VALUE_CODEC + ";L" + THROWING + ";)V", false);
        });
    }

    private static void pushInstance(MethodVisitor code, String name, String superName) {
        code.visitFieldInsn(GETSTATIC, ClassBuilder.internal(name), "INSTANCE", "L" + superName + ";");
    }
}
