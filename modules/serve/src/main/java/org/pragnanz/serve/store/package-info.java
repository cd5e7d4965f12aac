/**
 * Sessions and answers on disk, in SQLite or PostgreSQL.
 *
 * <p>What was acknowledged is never lost: {@link org.pragnanz.serve.store.Database} says how.
 */
package org.pragnanz.serve.store;
