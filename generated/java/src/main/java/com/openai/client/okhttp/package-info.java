/** What makes clients. */
package com.openai.client.okhttp;
