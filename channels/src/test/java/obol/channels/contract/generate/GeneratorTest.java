package obol.channels.contract.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import obol.channels.Contract;
import obol.channels.NoService;
import obol.channels.Services;
import obol.channels.contract.ContractModel;
import obol.channels.contract.compile.ContractCompiler;
import obol.channels.contract.compile.SourceText;
import obol.channels.runtime.Contracts;
import obol.channels.runtime.Platform;
import obol.channels.samples.Counter;
import obol.channels.samples.Depot;
import obol.channels.samples.Javac;
import obol.channels.samples.Login;
import org.junit.jupiter.api.Test;

/** The generated classes as files; that they work is what all tests over the loopback show. */
class GeneratorTest {
    @Test
    void aClassForEachStateAndDatum() {
        assertEquals(List.of("Login$Granted$Codec", "Login$Locked$Codec", "Login$Outcome$Codec", "Login$Page$Codec",
                "Login$Refused$Codec", "Login$Secret$Codec", "Login$Stub", "Login$Skeleton", "Login$Session$Stub",
                "Login$Session$Skeleton"), Generator.generate(model(Login.class)).stream()
                .map(each -> each.name().substring(each.name().lastIndexOf('.') + 1)).toList());
    }

    @Test
    void theSameModelGivesTheSameBytes() {
        for (Class<?> contract : List.of(Login.class, Depot.class)) {
            List<Generated> once = Generator.generate(model(contract));
            List<Generated> again = Generator.generate(ContractModel.parse(model(contract).canonicalText()));
            assertEquals(once.size(), again.size());
            for (int i = 0; i < once.size(); i++) {
                assertEquals(once.get(i).name(), again.get(i).name());
                assertArrayEquals(once.get(i).bytes(), again.get(i).bytes());
            }
        }
    }

    /** A state that two contracts share has one stub, whichever it was generated from. */
    @Test
    void aStateIsTheSameFromEveryStart() {
        ContractModel whole = model(Login.class);
        ContractModel part = whole.from(Login.Session.class.getName());
        List<Generated> fromPart = Generator.generate(part);
        for (Generated generated : Generator.generate(whole)) {
            fromPart.stream().filter(each -> each.name().equals(generated.name()))
                    .forEach(each -> assertArrayEquals(generated.bytes(), each.bytes()));
        }
        assertEquals(Login.Session.class.getName(), part.start());
    }

    @Test
    void theIndexOfAnImage() throws Exception {
        Contracts onJvm = Platform.contracts();
        Generated index = Generator.index("image.Index", List.of(Login.class.getName(), Depot.class.getName()));
        Class<?> type = new ClassLoader(GeneratorTest.class.getClassLoader()) {
            Class<?> define() {
                return defineClass(index.name(), index.bytes(), 0, index.bytes().length);
            }
        }.define();
        onJvm.skeleton(Login.class);
        Contracts contracts = (Contracts) type.getField("INSTANCE").get(null);
        assertSame(onJvm.skeleton(Login.class), contracts.skeleton(Login.class));
        assertNull(contracts.skeleton("no.Contract", GeneratorTest.class));
        assertThrows(IllegalArgumentException.class, () -> contracts.skeleton(Contract.class));
    }

    /** Its main method serves until the door is closed, here by an interrupt. */
    @Test
    void theProgramOfAService() throws Exception {
        Generated program = Generator.serviceMain(Counter.Service.class.getName(), Counter.class.getName(), "generated");
        assertEquals(Counter.Service.class.getName() + "$Main", program.name());
        Class<?> type = new ClassLoader(GeneratorTest.class.getClassLoader()) {
            Class<?> define() {
                return defineClass(program.name(), program.bytes(), 0, program.bytes().length);
            }
        }.define();
        Thread server = new Thread(() -> {
            try {
                type.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
            } catch (ReflectiveOperationException failed) {
                throw new IllegalStateException(failed);
            }
        });
        server.setDaemon(true);
        server.start();
        try (Counter one = connect(); Counter other = connect()) {
            assertEquals(2, one.add(2));
            assertEquals(5, other.add(3));
        }
        server.interrupt();
        server.join();
    }

    private static Counter connect() throws InterruptedException {
        for (int tries = 0;; tries++) {
            try {
                return Services.connect(Counter.class, "generated");
            } catch (NoService notYet) {
                if (tries == 1000) {
                    throw notYet;
                }
                Thread.sleep(10);
            }
        }
    }

    @Test
    void noReflectionAndNoMethodHandles() {
        for (Generated generated : Generator.generate(model(Depot.class))) {
            String constants = new String(generated.bytes(), StandardCharsets.ISO_8859_1);
            assertFalse(constants.contains("java/lang/reflect") || constants.contains("java/lang/invoke"), generated.name());
        }
    }

    private static ContractModel model(Class<?> contract) {
        return ContractCompiler.compile(contract.getName(), Javac::onClassPath, SourceText.NONE).orThrow();
    }
}
