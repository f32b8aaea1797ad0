package obol.channels.contract.generate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import obol.channels.contract.ContractModel;
import obol.channels.contract.Definition;
import obol.channels.contract.State;

/** Generates all classes of a contract. */
public final class Generator {
    private Generator() {
    }

    /** The classes of all states and data of a model, which the contract compiler made without a fault. */
    public static List<Generated> generate(ContractModel model) {
        List<Generated> classes = new ArrayList<>();
        for (Definition definition : model.data().values()) {
            if (definition instanceof Definition.Record record) {
                classes.add(DataCodecs.record(model, record));
            } else if (definition instanceof Definition.Choice choice) {
                classes.add(DataCodecs.choice(model, choice));
            } else if (definition instanceof Definition.Exception exception) {
                classes.add(DataCodecs.exception(exception));
            }
        }
        for (State state : model.states().values()) {
            classes.add(new StubWriter(model, state).write());
            classes.add(new SkeletonWriter(model, state).write());
        }
        return classes;
    }

    /**
     * The index of the contracts of an image or suite: a {@code ContractIndex} with one public static instance, {@code INSTANCE}.
     *
     * @param name      binary name for it
     * @param contracts binary names of all states whose classes were generated
     */
    public static Generated index(String name, Collection<String> contracts) {
        return IndexWriter.write(name, contracts);
    }

    /**
     * The program of a service: a class beside the service's whose {@code main} makes the one object and serves all clients with it.
     *
     * @param className binary name of the service's class, which has a public constructor without parameters
     * @param contract  binary name of the contract that it implements
     * @param service   the name that clients connect to
     */
    public static Generated serviceMain(String className, String contract, String service) {
        return ServiceMainWriter.write(className, contract, service);
    }

    /**
     * The entry of a program of a suite, which makes the suite's contracts known and calls the program's {@code main}.
     *
     * @param mainClass binary name of the program's class, beside which it lies
     * @param index     binary name of the suite's {@link #index}
     */
    public static Generated entry(String mainClass, String index) {
        return EntryWriter.write(mainClass, index);
    }

    /** Binary name of the stub of a contract. */
    public static String stubName(String contract) {
        return contract + "$Stub";
    }

    /** Binary name of the skeleton of a contract. */
    public static String skeletonName(String contract) {
        return contract + "$Skeleton";
    }

    /** Binary name of the codec of a record, choice or exception. */
    public static String codecName(String data) {
        return data + "$Codec";
    }
}
