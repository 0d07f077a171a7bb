package com.openai.core;

/** What becomes of a request that breaks a constraint. */
public enum ValidationMode {
    /** It is not sent; the call throws. */
    ERROR,
    /** It is logged and sent. */
    WARN,
    /** Nothing is looked for. */
    OFF
}
