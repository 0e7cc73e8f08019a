package jakarta.persistence;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Stands for the annotation of that name, which this module does not depend on. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Entity {}
