"use strict";

/** The other side understood and said no; trying again would not help. */
class Refused extends Error {}

/** The other side asks for a pause. */
class Later extends Error {
  constructor(seconds) {
    super(`asked to wait ${seconds} s`);
    this.seconds = seconds;
  }
}

/** Tries until it is done, waiting longer each time, and tells who listens whether the connection is lost. */
class Connection {
  static LONGEST = 15; // seconds between two tries

  /** @param {(lost: boolean) => void} onChange called when the connection is lost, and when it is back */
  constructor(onChange) {
    this.onChange = onChange;
  }

  /**
   * @param {() => Promise<T>} attempt
   * @returns {Promise<T>} what the attempt that succeeded gave; rejected only by a refusal
   * @template T
   */
  async persist(attempt) {
    for (let tries = 0; ; tries++) {
      try {
        const result = await attempt();
        if (tries > 0) this.onChange(false);
        return result;
      } catch (problem) {
        if (problem instanceof Refused) throw problem;
        if (!(problem instanceof Later)) this.onChange(true);
        await Connection.#pause(problem.seconds ?? Math.min(2 ** tries, Connection.LONGEST));
      }
    }
  }

  /** Ends early when the browser notices a network. */
  static #pause(seconds) {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        removeEventListener("online", end);
        resolve();
      };
      // Not all at the same moment, when a server comes back to hundreds of waiting pages.
      const timer = setTimeout(end, seconds * 1000 * (0.75 + Math.random() / 2));
      addEventListener("online", end);
    });
  }
}

/** Answers on their way: kept in memory until acknowledged, sent one after the other in their order. */
class Outbox {
  #sending = Promise.resolve();

  /**
   * @param {Memory} memory
   * @param {Connection} connection
   * @param {(answer: object) => Promise<object>} send resolves when the answer is safe
   */
  constructor(memory, connection, send) {
    this.memory = memory;
    this.attempt = (answer) => connection.persist(() => send(answer));
    for (const answer of this.#waiting()) this.#enqueue(answer);
  }

  /** @returns {Promise<object>} what came back for the answer */
  add(answer) {
    this.memory.set({ outbox: [...this.#waiting(), answer] });
    return this.#enqueue(answer);
  }

  /** @returns {Promise<void>} resolved when nothing is on its way, rejected where an answer is refused */
  async settled() {
    await this.#sending;
  }

  /** Forgets what is on its way. */
  clear() {
    this.memory.set({ outbox: [] });
    this.#sending = Promise.resolve();
  }

  #waiting() {
    return this.memory.get("outbox", []);
  }

  #enqueue(answer) {
    const sent = this.#sending.then(async () => {
      const verdict = await this.attempt(answer);
      this.memory.set({ outbox: this.#waiting().filter((waiting) => waiting.index !== answer.index) });
      return verdict;
    });
    this.#sending = sent;
    sent.catch(() => {}); // settled() reports it, at the next block.
    return sent;
  }
}
