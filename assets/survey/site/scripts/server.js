"use strict";

/** The study's own server: it hands out the session, keeps the answers and judges them. */
class ServerBackend {
  static PATIENCE = 15_000; // ms until a request counts as lost

  /**
   * @param {{worker: string, study: string, prolificSession: string}} who
   * @param {Memory} memory
   */
  constructor(who, memory) {
    this.who = who;
    this.memory = memory;
  }

  /** @returns {Promise<object>} the plan: a new session, or the one that this participant has already */
  async open() {
    const known = this.memory.get("session");
    if (known) {
      try {
        return await this.#request("GET", `api/sessions/${known}`);
      } catch (problem) {
        if (!(problem instanceof Refused)) throw problem;
        this.memory.clear(); // a session of another run of the server
      }
    }
    const language = document.documentElement.lang;
    const plan = await this.#request("POST", "api/sessions", { ...this.who, language, browser: browserData(this.memory) });
    this.memory.set({ session: plan.session });
    return plan;
  }

  consent(agreed, version) {
    return this.#request("POST", `${this.#session}/consent`, { agreed, version });
  }

  answer(answer) {
    return this.#request("POST", `${this.#session}/answers`, answer);
  }

  finish() {
    return this.#request("POST", `${this.#session}/finish`, {});
  }

  get #session() {
    return `api/sessions/${this.memory.get("session")}`;
  }

  async #request(method, path, body) {
    const response = await fetch(path, {
      method,
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(ServerBackend.PATIENCE),
    });
    if (response.status === 429) throw new Later(Number(response.headers.get("Retry-After")) || 5);
    if (response.status >= 500) throw new Error(`status ${response.status}`);
    const result = response.status === 204 ? {} : await response.json();
    if (!response.ok) throw new Refused(result.error ?? `status ${response.status}`);
    return result;
  }
}

/** What an experimenter needs to know of the screen that the images were seen on; nothing of who did not agree to that. */
function browserData(memory) {
  if (!memory.get("consented")) return {};
  return {
    agent: navigator.userAgent,
    screen: `${screen.width}x${screen.height}`,
    window: `${innerWidth}x${innerHeight}`,
    pixelRatio: devicePixelRatio,
  };
}
