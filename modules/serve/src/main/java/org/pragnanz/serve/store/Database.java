package org.pragnanz.serve.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.Connection;
import java.sql.SQLException;
import org.pragnanz.fault.InputException;

/**
 * The study's database: one SQLite file, or PostgreSQL.
 *
 * <p>What {@link #write} returned is on disk. SQLite runs in WAL mode with {@code
 * synchronous=FULL}, which syncs the log at every commit, and PostgreSQL with {@code
 * synchronous_commit=on}: neither a killed server nor a power cut takes back what was acknowledged.
 */
public final class Database implements AutoCloseable {
  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final int READERS = 4;

  /** Something done in a transaction. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it; nothing is kept of what threw an {@link SQLException}. */
    T on(Connection connection) throws SQLException;
  }

  private final HikariDataSource source;
  private final GroupCommit writer;
  private final boolean snapshots; // must be asked for: by itself each statement sees another state

  private Database(HikariDataSource source, String where) {
    this.source = source;
    this.writer = new GroupCommit(source, writers(where));
    this.snapshots = where.startsWith(POSTGRESQL);
  }

  /** SQLite has one writer at a time; to PostgreSQL most of a transaction is waiting for it. */
  private static int writers(String where) {
    return where.startsWith(POSTGRESQL) ? 4 : 1;
  }

  /**
   * Opens a database and brings its schema up to date.
   *
   * @param where a file for SQLite (made where it is missing) or a {@code jdbc:postgresql:} URL
   * @throws InputException where it cannot be opened
   */
  public static Database open(String where) {
    HikariDataSource source;
    try {
      source = new HikariDataSource(configuration(where));
    } catch (PoolInitializationException e) {
      // The driver's message names the host and the cause; the URL may hold a password.
      throw new InputException(
          "The database cannot be opened (%s); look at --database."
              .formatted(e.getCause() == null ? e.getMessage() : e.getCause().getMessage()),
          e);
    }
    try (Connection connection = source.getConnection()) {
      Migrations.apply(connection);
    } catch (SQLException e) {
      source.close();
      throw new InputException(
          "The database cannot be used (%s); look at --database.".formatted(e.getMessage()), e);
    }
    return new Database(source, where);
  }

  private static HikariConfig configuration(String where) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("database");
    config.setAutoCommit(false);
    config.setMaximumPoolSize(READERS + writers(where));
    config.setConnectionTimeout(5_000);
    if (where.startsWith(POSTGRESQL)) {
      config.setJdbcUrl(where);
      config.setConnectionInitSql("SET synchronous_commit = on");
      // Details of an error hold values, such as a worker id.
      config.addDataSourceProperty("logServerErrorDetail", "false");
      config.addDataSourceProperty("ApplicationName", "pragnanz");
    } else if (where.startsWith("jdbc:")) {
      throw new InputException(
          "The database is a file, or an address that begins with %s.".formatted(POSTGRESQL));
    } else {
      config.setJdbcUrl("jdbc:sqlite:" + where);
      config.addDataSourceProperty("journal_mode", "WAL");
      config.addDataSourceProperty("synchronous", "FULL");
      config.addDataSourceProperty("foreign_keys", "true");
      config.addDataSourceProperty("busy_timeout", "10000");
    }
    return config;
  }

  /** Reads one state of the database, without waiting for writers. */
  public <T> T read(Work<T> work) throws SQLException {
    try (Connection connection = source.getConnection()) {
      if (snapshots) {
        Sql.update(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      }
      T result = work.on(connection);
      connection.rollback();
      return result;
    }
  }

  /**
   * Changes the database. Returns when the change is on disk; where it throws, nothing was changed,
   * but for what a work wrote before it refused.
   *
   * <p>The work may be done a second time, where another's that was to be committed with it failed:
   * it must depend on the connection alone. Its first statement must write, so that in either
   * database it holds its lock before it looks.
   */
  public <T> T write(Work<T> work) throws SQLException {
    return writer.submit(work);
  }

  /** Ends what was begun, and nothing after. */
  @Override
  public void close() {
    writer.close();
    source.close();
  }
}
