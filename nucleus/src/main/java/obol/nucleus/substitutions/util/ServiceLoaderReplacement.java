package obol.nucleus.substitutions.util;

import java.util.Collections;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader.Provider;
import java.util.stream.Stream;
import obol.nucleus.annotation.SubstituteClass;

/** Finds no providers: every service of the class library has its default compiled in. */
@SubstituteClass(value = "java.util.ServiceLoader", reason = "providers are looked up in files of the class path and made by reflection")
public final class ServiceLoaderReplacement<S> implements Iterable<S> {
    private final Class<S> service;

    private ServiceLoaderReplacement(Class<S> service) {
        this.service = Objects.requireNonNull(service, "Service interface cannot be null");
    }

    public static <S> ServiceLoaderReplacement<S> load(Class<S> service) {
        return new ServiceLoaderReplacement<>(service);
    }

    public static <S> ServiceLoaderReplacement<S> load(Class<S> service, ClassLoader loader) {
        return new ServiceLoaderReplacement<>(service);
    }

    public static <S> ServiceLoaderReplacement<S> load(ModuleLayer layer, Class<S> service) {
        return new ServiceLoaderReplacement<>(service);
    }

    public static <S> ServiceLoaderReplacement<S> loadInstalled(Class<S> service) {
        return new ServiceLoaderReplacement<>(service);
    }

    @Override public Iterator<S> iterator() {
        return Collections.emptyIterator();
    }

    public Stream<Provider<S>> stream() {
        return Stream.empty();
    }

    public Optional<S> findFirst() {
        return Optional.empty();
    }

    public void reload() {}

    @Override public String toString() {
        return "java.util.ServiceLoader[" + service.getName() + "]";
    }
}
