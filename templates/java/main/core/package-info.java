/** What all models and services share: JSON, options, requests. */
package sdk.core;
