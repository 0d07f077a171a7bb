/** The methods of the API, by resource. */
package com.openai.services.blocking;
