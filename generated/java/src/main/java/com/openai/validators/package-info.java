/** What must hold of requests, and what of it is broken. */
package com.openai.validators;
