/** What <code>images</code> sends and receives. */
package com.openai.models.images;
