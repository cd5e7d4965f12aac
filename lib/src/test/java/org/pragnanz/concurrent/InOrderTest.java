package org.pragnanz.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pragnanz.fault.InputException;

class InOrderTest {
  private static final List<Integer> MANY = IntStream.range(0, 1000).boxed().toList();

  @Test
  void handsResultsOnInTheListsOrderWhicheverIsReadyFirst() throws IOException {
    CountDownLatch second = new CountDownLatch(1);
    List<Integer> taken = new ArrayList<>();
    InOrder.forEach(
        List.of(1, 2),
        2,
        piece -> {
          if (piece == 1) {
            await(second);
          } else {
            second.countDown();
          }
          return 10 * piece;
        },
        (piece, result) -> taken.add(result));
    assertThat(taken).containsExactly(10, 20);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void holdsOnlyAFewPiecesHoweverLongTheList() throws IOException {
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger taken = new AtomicInteger();
    InOrder.forEach(
        MANY,
        3,
        piece -> begun.incrementAndGet(),
        (piece, result) ->
            assertThat(begun.get() - taken.getAndIncrement()).isLessThanOrEqualTo(12));
    assertThat(taken).hasValue(MANY.size());
  }

  @Test
  void endsWithTheFirstFailureInTheListsOrder() {
    List<Integer> taken = new ArrayList<>();
    assertThatThrownBy(
            () ->
                InOrder.forEach(
                    MANY,
                    2,
                    piece -> {
                      if (piece >= 7) {
                        throw new InputException("piece " + piece);
                      }
                      return piece;
                    },
                    (piece, result) -> taken.add(result)))
        .isInstanceOf(InputException.class)
        .hasMessage("piece 7");
    assertThat(taken).isEqualTo(MANY.subList(0, 7));
  }

  @Test
  void throwsOnlyWhenThePiecesInWorkHaveEnded() {
    CountDownLatch second = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    assertThatThrownBy(
            () ->
                InOrder.forEach(
                    List.of(1, 2),
                    2,
                    piece -> {
                      if (piece == 1) {
                        await(second);
                        throw new InputException("piece 1");
                      }
                      second.countDown();
                      await(new CountDownLatch(1)); // Until it is interrupted.
                      ended.set(piece);
                    }))
        .isInstanceOf(InputException.class);
    assertThat(ended).hasValue(2);
  }

  @Test
  void cutsAListIntoGroups() {
    assertThat(InOrder.groups(List.of(1, 2, 3, 4, 5), 2))
        .containsExactly(List.of(1, 2), List.of(3, 4), List.of(5));
    assertThat(InOrder.groups(List.of(), 2)).isEmpty();
  }
}
