/** What all models and services share: JSON, options, requests. */
package com.openai.core;
