package org.pragnanz.serve;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms of serve: each knows only those before it, and the tools know all. */
class RoomsTest {
  private static final List<String> ROOMS =
      Stream.of(".message", ".store", ".export", ".console", ".http", "")
          .map(room -> "org.pragnanz.serve" + room)
          .toList();

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.pragnanz.serve");

  @Test
  void everyRoomIsHere() {
    assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
        .containsExactlyInAnyOrderElementsOf(ROOMS);
  }

  static IntStream roomsWithOthersAfter() {
    return IntStream.range(0, ROOMS.size() - 1);
  }

  @ParameterizedTest
  @MethodSource("roomsWithOthersAfter")
  void knowsOnlyRoomsBefore(int room) {
    String[] after = ROOMS.subList(room + 1, ROOMS.size()).toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(ROOMS.get(room))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(after)
        .check(CLASSES);
  }
}
