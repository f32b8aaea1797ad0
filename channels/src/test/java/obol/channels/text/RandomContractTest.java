package obol.channels.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import obol.channels.Contract;
import obol.channels.Loopback;
import obol.channels.codec.Malformed;
import obol.channels.codec.Reader;
import obol.channels.codec.ValueCodec;
import obol.channels.codec.Writer;
import obol.channels.contract.ContractModel;
import obol.channels.contract.MessageType;
import obol.channels.contract.Operation;
import obol.channels.runtime.Platform;
import obol.channels.transport.Message;

/**
 * Properties of the codec on random contracts. The generated codecs and the interpreter of the text form are two implementations of
 * one definition: each is the other's oracle.
 */
class RandomContractTest {
    private static final int VALUES = 25;
    private static final int MUTANTS = 20;

    @Property(tries = 8, seed = "4711", shrinking = ShrinkingMode.OFF, generation = GenerationMode.RANDOMIZED)
    void valuesCrossUnchanged(@ForAll long seed) throws Exception {
        RandomContract contract = new RandomContract(seed);
        InvocationHandler echo = (proxy, method, arguments) -> method.getName().equals("close") ? null : arguments[0];
        Class<?> type = contract.type("p.Echo");
        Object service = Proxy.newProxyInstance(contract.loader, new Class<?>[] {type}, echo);
        try (Contract client = (Contract) connect(type, service)) {
            for (Operation operation : contract.model.startState().operations()) {
                Method method = Arrays.stream(type.getMethods()).filter(each -> each.getName().equals(operation.name())).findFirst()
                        .orElseThrow();
                for (int i = 0; i < VALUES; i++) {
                    Object value = contract.value(operation.parameters().get(0), 0);
                    Object[] arguments = operation.parameters().size() == 1 ? new Object[] {value} : new Object[] {value, 1L};
                    assertEquals(RandomContract.render(value), RandomContract.render(invoke(client, method, arguments)));
                }
            }
        }
        assertEquals(contract.model, ContractModel.parse(contract.model.canonicalText()));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw new AssertionError(method.getName() + " " + RandomContract.render(arguments[0]), thrown.getCause());
        }
    }

    @SuppressWarnings("unchecked")
    private static <C extends Contract> Object connect(Class<?> type, Object service) {
        return Loopback.of((Class<C>) type, (C) service);
    }

    @Property(tries = 8, seed = "4712", shrinking = ShrinkingMode.OFF, generation = GenerationMode.RANDOMIZED)
    void bytesAndTextsAreTheOnlyOnesOfTheirValue(@ForAll long seed) throws Exception {
        RandomContract contract = new RandomContract(seed);
        ValueCodec codec = codec(contract);
        TextForm form = new TextForm(contract.model);
        MessageType all = new MessageType.Data("p.Echo$All");
        Random random = new Random(seed);
        for (int i = 0; i < VALUES; i++) {
            Object value = contract.value(all, 0);
            byte[] bytes = write(codec, value);
            assertEquals(RandomContract.render(value), RandomContract.render(read(codec, bytes)));
            assertArrayEquals(bytes, viaText(form, all, bytes));
            for (int k = 0; k < MUTANTS; k++) {
                mutant(codec, form, all, mutate(bytes, random));
            }
        }
    }

    /** What is accepted is the form of some value, is accepted by the interpreter too, and costs no more than it is long. */
    private static void mutant(ValueCodec codec, TextForm form, MessageType all, byte[] bytes) throws BadText {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Object value = null;
        try {
            value = read(codec, bytes);
        } catch (Malformed malformed) {
            assertTrue(malformed.getMessage().startsWith("malformed message: "));
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 300_000 + 300L * bytes.length, allocated + " bytes for " + bytes.length);
        if (value != null) {
            assertArrayEquals(bytes, write(codec, value));
            assertArrayEquals(bytes, viaText(form, all, bytes));
        }
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return new byte[] {1};
        }
        byte[] mutant = bytes.clone();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
            case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> mutant[at] = (byte) random.nextInt();
            case 2 -> mutant = Arrays.copyOf(bytes, at);
            default -> {
                mutant = Arrays.copyOf(bytes, bytes.length + 1);
                System.arraycopy(bytes, at, mutant, at + 1, bytes.length - at);
                mutant[at] = (byte) (random.nextBoolean() ? 0x80 : 0xFF);
            }
        }
        return mutant;
    }

    private static byte[] viaText(TextForm form, MessageType type, byte[] bytes) throws BadText {
        Reader reader = new Reader(Message.of(bytes));
        StringBuilder text = new StringBuilder();
        form.read(reader, type, text);
        reader.finish();
        assertEquals(1, text.toString().split("\n").length);
        Writer writer = new Writer("text");
        form.write(writer, type, JsonParser.value(text.toString()));
        return bytes(writer);
    }

    private static ValueCodec codec(RandomContract contract) throws Exception {
        Platform.contracts().skeleton(contract.type("p.Echo")); // generates the codecs
        Field instance = contract.type("p.Echo$All$Codec").getField("INSTANCE");
        return (ValueCodec) instance.get(null);
    }

    private static byte[] write(ValueCodec codec, Object value) {
        Writer writer = new Writer("test");
        codec.write(writer, value);
        return bytes(writer);
    }

    private static byte[] bytes(Writer writer) {
        Message message = writer.depart();
        return Arrays.copyOf(message.bytes(), message.length());
    }

    private static Object read(ValueCodec codec, byte[] bytes) {
        Reader reader = new Reader(Message.of(bytes));
        Object value = codec.read(reader);
        reader.finish();
        return value;
    }
}
