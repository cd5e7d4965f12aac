package org.pragnanz.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the number of an option may be, where the option is no parameter of the pipeline. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Range {
  /** The smallest. */
  double min() default Double.NEGATIVE_INFINITY;

  /** The largest. */
  double max() default Double.POSITIVE_INFINITY;
}
