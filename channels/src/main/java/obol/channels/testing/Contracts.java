package obol.channels.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import obol.channels.Contract;
import obol.channels.contract.ContractModel;
import obol.channels.contract.StateMachine;
import obol.channels.contract.compile.ClassSource;
import obol.channels.contract.compile.ContractCompiler;
import obol.channels.contract.compile.SourceText;

/**
 * A contract as the contract compiler sees it, for unit tests: {@code Contracts.check(Login.class)} fails with every fault, each with
 * its file, member and line, and gives what there is to see of a contract without faults.
 */
public final class Contracts {
    /** Where sources lie in a Maven project, from its folder, in which tests run. */
    private static final List<Path> SOURCES = List.of(Path.of("src/main/java"), Path.of("src/test/java"));

    private final ContractModel model;

    private Contracts(ContractModel model) {
        this.model = model;
    }

    /**
     * Compiles the contract that starts in this interface.
     *
     * @throws AssertionError with a line for each fault; the number of a line is that in the source, if it lies in one of the usual folders
     *     of a Maven project
     */
    public static Contracts check(Class<? extends Contract> contract) {
        return check(contract, Contracts::source);
    }

    static Contracts check(Class<? extends Contract> contract, SourceText sources) {
        try {
            return new Contracts(ContractCompiler.compile(contract.getName(), ClassSource.of(contract.getClassLoader()), sources).orThrow());
        } catch (IllegalArgumentException faults) {
            throw new AssertionError(faults.getMessage());
        }
    }

    /** The states, one line a method: what stays, and where the others lead. As {@code /srv/NAME/contract}. */
    public String text() {
        return new StateMachine(model).text();
    }

    /** The states as a digraph for Graphviz. */
    public String graphviz() {
        return new StateMachine(model).graphviz();
    }

    /** 32 hexadecimal digits: client and server with the same ones need no comparison. */
    public String fingerprint() {
        return model.fingerprint();
    }

    private static String source(String path) {
        for (Path folder : SOURCES) {
            Path file = folder.resolve(path);
            if (Files.isRegularFile(file)) {
                try {
                    return Files.readString(file);
                } catch (IOException unreadable) {
                    throw new UncheckedIOException(unreadable);
                }
            }
        }
        return null;
    }
}
