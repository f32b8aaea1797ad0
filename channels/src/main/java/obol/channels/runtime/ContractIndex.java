package obol.channels.runtime;

/**
 * The contracts of an image or suite, by name: there one name is one class. The build generates a subclass
 * ({@code Generator.index}).
 */
public abstract class ContractIndex implements Contracts {
    /** The skeleton of a contract of this binary name, or null. */
    protected abstract Skeleton find(String contract);

    @Override
    public final Skeleton skeleton(Class<?> contract) {
        Skeleton found = find(contract.getName());
        if (found == null) {
            throw new IllegalArgumentException(contract.getName() + " is not a contract of this image");
        }
        return found;
    }

    @Override
    public final Skeleton skeleton(String contract, Class<?> near) {
        return find(contract);
    }
}
