package obol.channels.samples;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import obol.channels.Contract;

/** Bounds of all kinds at all places; what it is given it gives back. */
public interface Registry extends Contract {
    int number(@Min(1) @Max(9) int n);

    @Size(max = 4) String text(@Size(min = 1, max = 8) String s);

    byte[] bytes(@Size(max = 3) byte[] b);

    List<String> names(@NotEmpty @Size(max = 2) List<@Pattern(regexp = "[a-z]{1,3}") @NotNull String> names);

    Map<String, Long> map(Map<@NotBlank String, @Positive Long> m);

    Optional<BigInteger> maybe(Optional<@Min(0) BigInteger> o);

    Next move(Person person);

    record Person(@Size(max = 3) String name, @Max(150) short age, List<List<@Max(2) Integer>> deep) {
    }

    record Next(@Min(0) long change, Registry next) {
    }

    /** Gives back what it gets, whatever bounds say. */
    final class Service implements Registry {
        @Override
        public int number(int n) {
            return n;
        }

        @Override
        public String text(String s) {
            return s;
        }

        @Override
        public byte[] bytes(byte[] b) {
            return b;
        }

        @Override
        public List<String> names(List<String> names) {
            return names;
        }

        @Override
        public Map<String, Long> map(Map<String, Long> m) {
            return m;
        }

        @Override
        public Optional<BigInteger> maybe(Optional<BigInteger> o) {
            return o;
        }

        @Override
        public Next move(Person person) {
            return new Next(person.age() - 100, this);
        }
    }
}
