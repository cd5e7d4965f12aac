package org.pragnanz.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PlacesTest {
  @Test
  void aPlanGivenBackIsTheNextToBeTaken() {
    Places places = new Places();
    assertThat(List.of(places.take(), places.take(), places.take())).containsExactly(1, 2, 3);
    places.giveBack(2);
    places.giveBack(1);
    assertThat(List.of(places.take(), places.take(), places.take())).containsExactly(1, 2, 4);
    assertThatThrownBy(() -> places.giveBack(9)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whoComesBackSharesThePlanUntilBothHaveGivenItBack() {
    Places places = new Places();
    int plan = places.take();
    places.giveBack(plan);
    assertThat(places.take()).isEqualTo(plan);
    places.hold(plan);
    places.giveBack(plan);
    assertThat(places.take()).isEqualTo(2);
    places.giveBack(plan);
    assertThat(places.take()).isEqualTo(plan);
  }

  /** Commands: 0 and 1 arrive, 2 drops out, 3 comes back, 4 is a restart of the server. */
  @Property(tries = 500)
  void plansHeldAndPlansThatWaitAreTheFirstN(
      @ForAll @Size(max = 300) List<@IntRange(max = 4) Integer> commands,
      @ForAll @IntRange(max = 1000) int salt) {
    Places places = new Places();
    List<Integer> held = new ArrayList<>();
    List<Integer> gone = new ArrayList<>();
    int dropOuts = 0;
    int step = salt;
    for (int command : commands) {
      step += 7919;
      switch (command) {
        case 2 -> {
          if (!held.isEmpty()) {
            int plan = held.remove(step % held.size());
            gone.add(plan);
            places.giveBack(plan);
            dropOuts++;
          }
        }
        case 3 -> {
          if (!gone.isEmpty()) {
            int plan = gone.remove(step % gone.size());
            held.add(plan);
            places.hold(plan);
          }
        }
        case 4 -> {
          places = new Places();
          held.forEach(places::hold);
        }
        default -> held.add(places.take());
      }
      TreeSet<Integer> different = new TreeSet<>(held);
      assertThat(places.waiting()).isLessThanOrEqualTo(dropOuts);
      if (places.waiting() == 0) {
        assertThat(different)
            .containsExactlyElementsOf(IntStream.rangeClosed(1, different.size()).boxed().toList());
      }
    }
    int newcomers = places.waiting();
    for (int i = 0; i < newcomers; i++) {
      held.add(places.take());
    }
    TreeSet<Integer> different = new TreeSet<>(held);
    assertThat(different)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, different.size()).boxed().toList());
  }
}
