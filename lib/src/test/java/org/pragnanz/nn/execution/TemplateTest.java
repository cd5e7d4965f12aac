package org.pragnanz.nn.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {
  private static String fill(String text, Map<String, String> values) {
    return new Template("some.py", text).fill(values);
  }

  @Test
  void expressionsStandWithinALine() {
    assertThat(fill("y = f({x}, {x}, {n})\n", Map.of("x", "v1", "n", "2")))
        .isEqualTo("y = f(v1, v1, 2)\n");
  }

  @Test
  void linesAreIndentedAsTheirPlaceIs() {
    String text = "def f():\n  {body}\n  {nothing}\n  return y\n";
    assertThat(fill(text, Map.of("body", "if x:\n  y = 1\n", "nothing", "")))
        .isEqualTo("def f():\n  if x:\n    y = 1\n  return y\n");
  }

  @Test
  void whatIsFilledInIsNotSearchedForPlaces() {
    assertThat(fill("{a} + {b}", Map.of("a", "{b}", "b", "$1"))).isEqualTo("{b} + $1\n");
  }

  @Test
  void commentsAndEmptyLinesAreLeftOut() {
    assertThat(fill("# {what}\n\ny = 1\n  # so\n", Map.of())).isEqualTo("y = 1\n");
  }

  @Test
  void everyPlaceHasAValueAndEveryValueAPlace() {
    assertThatThrownBy(() -> fill("{a} + {b}", Map.of("a", "1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("some.py has the places [a, b], and the values given are of [a]");
    assertThatThrownBy(() -> fill("{a}", Map.of("a", "1", "b", "2")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("some.py has the places [a], and the values given are of [a, b]");
    assertThatThrownBy(() -> Template.of("nosuch.py"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no template nosuch.py");
  }
}
