package org.pragnanz.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How {@code bin/pragnanz} starts the JVM of a tool that needs it otherwise than the rest. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.SOURCE)
public @interface Launch {
  /**
   * Room for the young that holds several images and what is read out of the network for them. With
   * less, each would go to the old at once, and be collected with all of it.
   */
  String HEAP = "-Xms80m -Xmn64m";

  /** The heap that the tool begins with, as options of the JVM. */
  String heap() default HEAP;

  /** Further options of the JVM. */
  String options() default "";
}
