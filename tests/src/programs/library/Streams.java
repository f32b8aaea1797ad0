package library;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

final class Streams {
    private Streams() {}

    record City(String name, String country, int people) {}

    static void run() {
        List<City> cities = List.of(new City("Wien", "AT", 1_900), new City("Graz", "AT", 290), new City("Bern", "CH", 134),
                new City("Basel", "CH", 173), new City("Roma", "IT", 2_870), new City("Linz", "AT", 205));
        System.out.println("" + cities.stream().collect(Collectors.groupingBy(City::country, TreeMap::new, Collectors.summingInt(City::people))));
        System.out.println(cities.stream().sorted(Comparator.comparingInt(City::people).reversed()).map(City::name).toList());
        System.out.println(cities.stream().collect(Collectors.partitioningBy(c -> c.people() > 200, Collectors.mapping(City::name, Collectors.joining("/")))));
        System.out.println(cities.stream().collect(Collectors.toMap(City::name, Function.identity(), (a, b) -> a, TreeMap::new)).firstEntry());
        System.out.println(IntStream.rangeClosed(1, 20).filter(i -> i % 3 == 0).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]")));
        System.out.println(IntStream.range(0, 1000).parallel().map(i -> i * i).sum());
        System.out.println(LongStream.rangeClosed(1, 20).reduce(1, (a, b) -> a * b));
        System.out.println(DoubleStream.of(1.5, 2.5, 4).summaryStatistics());
        System.out.println(Stream.iterate(1, x -> x * 2).limit(12).skip(3).map(String::valueOf).toList());
        System.out.println(Stream.of("b", "a", "c", "a").distinct().sorted().flatMap(s -> Stream.of(s, s + s)).toList());
        System.out.println(Stream.of(5, 3, 8).max(Comparator.naturalOrder()).get() + " " + Stream.empty().findFirst().isPresent());
        System.out.println(Arrays.stream(new int[] {3, 1, 2}).sorted().boxed().collect(Collectors.toList()));
        System.out.println("" + Stream.of("x", "yy", "zzz").collect(Collectors.teeing(Collectors.counting(), Collectors.averagingInt(String::length), (n, a) -> n + ":" + a)));
        System.out.println(Stream.of(1, 2, 3, 4, 5).takeWhile(x -> x < 4).dropWhile(x -> x < 2).peek(x -> {}).anyMatch(x -> x == 3));
        System.out.println(Map.of("k", 1).entrySet().stream().map(e -> e.getKey() + e.getValue()).findAny().orElseThrow());
        System.out.println("streams".chars().mapToObj(c -> (char) c).map(String::valueOf).reduce("", (a, b) -> b + a));
        System.out.println(Stream.of(1, 2, 3).mapMulti((Integer x, java.util.function.Consumer<Object> c) -> { c.accept(x); c.accept(-x); }).toList());
    }
}
