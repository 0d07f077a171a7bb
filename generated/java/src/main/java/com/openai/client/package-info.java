/** The client. */
package com.openai.client;
