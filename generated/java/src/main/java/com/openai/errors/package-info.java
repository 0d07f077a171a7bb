/** What can go wrong: one base, and a class for each kind of failure. */
package com.openai.errors;
