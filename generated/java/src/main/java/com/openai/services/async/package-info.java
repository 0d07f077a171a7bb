/** The methods of the API, none of which waits. */
package com.openai.services.async;
