/** Responses: their headers, their content, and streams of events. */
package sdk.core.http;
