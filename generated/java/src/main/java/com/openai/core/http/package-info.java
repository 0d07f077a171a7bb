/** Responses: their headers, their content, and streams of events. */
package com.openai.core.http;
