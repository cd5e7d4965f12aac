package org.pragnanz;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packages of lib stand on floors: each uses those on the floors below its own, and no other.
 */
class FloorsTest {
  private static final List<Set<String>> FLOORS =
      List.of(
          Set.of("fault", "concurrent"),
          Set.of("random", "stats", "wordnet"),
          Set.of("matrix"),
          Set.of("files"),
          Set.of("image"),
          Set.of("data", "nn.description"),
          Set.of("nn.checkpoint", "basis", "trial"),
          Set.of("nn.execution", "survey"),
          Set.of("cli"),
          Set.of("cli.options"));

  private static JavaClasses lib;

  @BeforeAll
  static void read() {
    lib =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.pragnanz");
  }

  @Test
  void everyPackageHasItsFloor() {
    assertThat(lib.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
        .isEqualTo(rooms().map(FloorsTest::full).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("roomsWithOthersAbove")
  void usesOnlyTheFloorsBelow(String room) {
    int floor = floor(room);
    String[] forbidden =
        rooms()
            .filter(other -> !other.equals(room) && floor(other) >= floor)
            .map(FloorsTest::full)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(full(room))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden)
        .check(lib);
  }

  static Stream<String> roomsWithOthersAbove() {
    return rooms().filter(room -> floor(room) < FLOORS.size() - 1);
  }

  private static Stream<String> rooms() {
    return FLOORS.stream().flatMap(Set::stream);
  }

  private static int floor(String room) {
    return IntStream.range(0, FLOORS.size())
        .filter(i -> FLOORS.get(i).contains(room))
        .findFirst()
        .orElseThrow();
  }

  private static String full(String room) {
    return "org.pragnanz." + room;
  }
}
