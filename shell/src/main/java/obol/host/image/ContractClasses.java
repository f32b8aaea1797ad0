package obol.host.image;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import obol.aot.input.MemorySource;
import obol.aot.input.SourceChain;
import obol.aot.world.ClassSource;
import obol.channels.contract.ContractModel;
import obol.channels.contract.compile.Offers;
import obol.channels.contract.compile.SourceText;
import obol.channels.contract.generate.Generated;
import obol.channels.contract.generate.Generator;

/**
 * What an image's classes offer, and the classes generated for their contracts: stubs, skeletons, codecs, and the index by which a
 * process finds them.
 */
public final class ContractClasses {
    /** The class of an image that knows its contracts: the index takes its place. */
    static final String IMAGE_INDEX = "obol.channels.kernel.KnownContracts";
    /** That of a suite. */
    static final String SUITE_INDEX = "obol.channels.contract.SuiteContracts";

    /** There are faults in contracts or annotations: a line for each, as {@code obol verify} prints them. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        final transient List<String> lines;

        Refused(List<String> lines) {
            super(String.join("; ", lines));
            this.lines = lines;
        }
    }

    private final Offers offers;
    private final Map<String, byte[]> classes = new TreeMap<>();

    private ContractClasses(Offers offers, String index) {
        this.offers = offers;
        TreeSet<String> states = new TreeSet<>();
        for (ContractModel model : offers.contracts()) {
            for (Generated generated : Generator.generate(model)) add(generated);
            states.addAll(model.states().keySet());
        }
        add(Generator.index(index, states));
    }

    private void add(Generated generated) {
        classes.put(generated.name().replace('.', '/'), generated.bytes());
    }

    /**
     * @param names internal names of the classes that may be contracts, services and programs
     * @param source finds them and all that they mention
     * @throws Refused if a contract or an annotation is wrong
     */
    public static ContractClasses of(Collection<String> names, ClassSource source) {
        return of(names, source, IMAGE_INDEX);
    }

    /** As {@link #of(Collection, ClassSource)}, with a binary name for the index. */
    static ContractClasses of(Collection<String> names, ClassSource source, String index) {
        return new ContractClasses(read(names, source), index);
    }

    private static Offers read(Collection<String> names, ClassSource source) {
        List<String> binary = names.stream().filter(n -> !n.endsWith("-info")).map(n -> n.replace('/', '.')).toList();
        Offers offers = Offers.read(binary, source::find, SourceText.NONE);
        if (!offers.faults().isEmpty()) throw new Refused(offers.faults().stream().map(f -> f.refusal()).toList());
        return offers;
    }

    /** What some classes offer, as {@link #of(Collection, ClassSource)} finds it. */
    static Offers offers(Collection<String> names, ClassSource source) {
        return read(names, source);
    }

    /** The services and programs. */
    public Offers offers() {
        return offers;
    }

    /** The generated class files by internal name. */
    public Map<String, byte[]> classes() {
        return classes;
    }

    /** The generated classes before those of another source. */
    public ClassSource over(ClassSource source) {
        return new SourceChain(new MemorySource(classes), source);
    }
}
