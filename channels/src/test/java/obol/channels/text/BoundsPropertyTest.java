package obol.channels.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import obol.channels.codec.Malformed;
import obol.channels.codec.Reader;
import obol.channels.codec.ValueCodec;
import obol.channels.codec.Writer;
import obol.channels.contract.ContractModel;
import obol.channels.contract.MessageType;
import obol.channels.contract.compile.ContractCompiler;
import obol.channels.contract.compile.SourceText;
import obol.channels.runtime.Platform;
import obol.channels.samples.Javac;
import obol.channels.transport.Message;

/**
 * The generated codecs and the text form are held to bounds by code of their own: what the one refuses the other does. The bytes of values
 * outside come from the same contract without its bounds.
 */
class BoundsPropertyTest {
    /** Declared types, and how random values around their bounds are made. */
    private static final Map<String, Maker> TYPES = new LinkedHashMap<>();

    private interface Maker {
        String make(Random random);
    }

    static {
        Maker text = random -> Conversation.quote(random.ints(random.nextInt(5), 0, 4).mapToObj(i -> "ab \n".substring(i, i + 1))
                .reduce("", String::concat));
        Maker number = random -> String.valueOf(random.nextInt(9) - 3);
        TYPES.put("@Size(min = 1, max = 3) String", text);
        TYPES.put("@Pattern(regexp = \"[ab]+ ?\") @Size(max = 3) String", text);
        TYPES.put("@Pattern(regexp = \"A.*\", flags = {Pattern.Flag.CASE_INSENSITIVE, Pattern.Flag.DOTALL}) String", text);
        TYPES.put("@NotBlank String", text);
        TYPES.put("@Min(-1) @Max(2) int", number);
        TYPES.put("@Positive Long", number);
        TYPES.put("@NegativeOrZero short", number);
        TYPES.put("@Max(2) BigDecimal", number);
        TYPES.put("@Min(1) BigInteger", number);
        TYPES.put("@Size(max = 2) byte[]", random -> "\"" + "A".repeat(4 * random.nextInt(2)) + "\"");
        TYPES.put("@Size(min = 1, max = 2) int[]", list(number));
        TYPES.put("@NotEmpty List<@Size(max = 2) String>", list(text));
        TYPES.put("@Size(max = 2) Set<@Min(0) Integer>", random -> list(number).make(random));
        TYPES.put("@Size(max = 1) Map<@Pattern(regexp = \"[ab]*\") String, @Min(0) Integer>",
                random -> random.nextInt(4) == 0 ? "{}" : "{" + text.make(random) + ":" + number.make(random) + "}");
        TYPES.put("Optional<List<@Max(2) @Min(0) Integer>>", random -> random.nextInt(4) == 0 ? "null" : list(number).make(random));
    }

    private static final Compiled BOUNDED = new Compiled("p", true);
    private static final Compiled FREE = new Compiled("q", false);

    private static Maker list(Maker element) {
        return random -> {
            StringJoiner list = new StringJoiner(",", "[", "]");
            for (int i = random.nextInt(4); i > 0; i--) {
                list.add(element.make(random));
            }
            return list.toString();
        };
    }

    /** A contract with a record {@code R0}, {@code R1}, … for each type. */
    private static final class Compiled {
        private final String home;
        private final ClassLoader loader;
        private final TextForm form;

        Compiled(String home, boolean bounded) {
            this.home = home;
            StringBuilder source = new StringBuilder("package " + home + "; import jakarta.validation.constraints.*; import java.math.*; "
                    + "import java.util.*;\npublic interface C extends obol.channels.Contract {\n");
            int number = 0;
            for (String type : TYPES.keySet()) {
                String declared = bounded ? type : type.replaceAll("@\\w+(\\([^)]*\\))? ", "");
                source.append("record R" + number + "(" + declared + " x) { }\nvoid m" + number + "(R" + number + " r);\n");
                number++;
            }
            Javac javac = Javac.compile(Map.of(home + "/C.java", source.append("}\n").toString()));
            loader = javac.loader();
            ContractModel model = ContractCompiler.compile(home + ".C", javac::find, SourceText.NONE).orThrow();
            assertEquals(bounded, model.canonicalText().contains("{"));
            form = new TextForm(model);
        }

        MessageType type(int number) {
            return new MessageType.Data(home + ".C$R" + number);
        }

        ValueCodec codec(int number) throws ReflectiveOperationException {
            Platform.contracts().skeleton(loader.loadClass(home + ".C")); // generates the codecs
            return (ValueCodec) loader.loadClass(home + ".C$R" + number + "$Codec").getField("INSTANCE").get(null);
        }
    }

    @Property(tries = 1000)
    void codecAndTextRefuseTheSame(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        int number = random.nextInt(TYPES.size());
        Json json;
        byte[] bytes;
        try {
            json = JsonParser.value("{\"x\":" + TYPES.values().toArray(new Maker[0])[number].make(random) + "}");
            bytes = written(FREE, number, json);
        } catch (BadText twiceInASet) {
            return;
        }
        boolean accepted;
        try {
            assertArrayEquals(bytes, written(BOUNDED, number, json));
            accepted = true;
        } catch (BadText outside) {
            accepted = false;
        }
        Object value = null;
        try {
            value = BOUNDED.codec(number).read(new Reader(Message.of(bytes)));
        } catch (Malformed outside) {
            assertTrue(outside.getMessage().contains("R" + number + ".x: "), outside.getMessage());
        }
        assertEquals(accepted, value != null, () -> TYPES.keySet().toArray()[number] + " " + json);
        if (value != null) {
            Writer writer = new Writer("test");
            BOUNDED.codec(number).write(writer, value);
            assertArrayEquals(bytes, bytes(writer));
        }
    }

    private static byte[] written(Compiled contract, int number, Json json) throws BadText {
        Writer writer = new Writer("text");
        contract.form.write(writer, contract.type(number), json);
        return bytes(writer);
    }

    private static byte[] bytes(Writer writer) {
        Message message = writer.depart();
        return Arrays.copyOf(message.bytes(), message.length());
    }
}
