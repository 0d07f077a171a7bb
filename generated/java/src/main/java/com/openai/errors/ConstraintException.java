package com.openai.errors;

import com.openai.core.Violation;
import java.util.List;
import java.util.stream.Collectors;

/** A value that breaks constraints. Nothing was sent. */
public final class ConstraintException extends OpenAIException {
    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    /** Makes one of the violations of severity error. */
    public ConstraintException(List<Violation> violations) {
        super(violations.stream()
                .map(broken -> broken.message() + " (" + broken.rule() + ")")
                .collect(Collectors.joining("; ")));
        this.violations = List.copyOf(violations);
    }

    /** The violations of severity error; none in an exception that was serialized. */
    public List<Violation> violations() {
        return violations == null ? List.of() : violations;
    }
}
