/** The answers of a database as files. */
package org.pragnanz.serve.export;
