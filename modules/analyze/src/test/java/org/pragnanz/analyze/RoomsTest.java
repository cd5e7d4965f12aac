package org.pragnanz.analyze;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rooms of the analysis stand on each other: each uses those below its own, and no other. */
class RoomsTest {
  private static final List<String> ROOMS =
      List.of("responses", "screening", "tests", "planning", "findings", "report");

  private static JavaClasses analyze;

  @BeforeAll
  static void read() {
    analyze =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.pragnanz.analyze");
  }

  @Test
  void everyPackageIsARoomOrTheTool() {
    assertThat(analyze.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
        .isEqualTo(
            Stream.concat(Stream.of("org.pragnanz.analyze"), ROOMS.stream().map(RoomsTest::full))
                .collect(Collectors.toSet()));
  }

  @Test
  void usesOnlyTheRoomsBelow() {
    IntStream.range(0, ROOMS.size())
        .forEach(
            i ->
                classes()
                    .that()
                    .resideInAPackage(full(ROOMS.get(i)))
                    .should()
                    .onlyDependOnClassesThat()
                    .resideOutsideOfPackages(
                        Stream.concat(
                                Stream.of("org.pragnanz.analyze"),
                                ROOMS.subList(i + 1, ROOMS.size()).stream().map(RoomsTest::full))
                            .toArray(String[]::new))
                    .check(analyze));
  }

  private static String full(String room) {
    return "org.pragnanz.analyze." + room;
  }
}
