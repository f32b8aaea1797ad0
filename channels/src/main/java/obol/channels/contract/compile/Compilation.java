package obol.channels.contract.compile;

import java.util.List;
import obol.channels.contract.ContractModel;

/** What the compiler made of an interface: a model, or else at least one fault. */
public record Compilation(ContractModel model, List<Fault> faults) {
    public Compilation {
        faults = List.copyOf(faults);
    }

    /** The model. Throws {@link IllegalArgumentException} with one line for each fault if there are any. */
    public ContractModel orThrow() {
        if (faults.isEmpty()) {
            return model;
        }
        throw new IllegalArgumentException(String.join("\n", faults.stream().map(Fault::toString).toList()));
    }
}
