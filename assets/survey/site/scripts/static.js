"use strict";

/**
 * Without a server of the study's own: sessions were made beforehand and lie beside the page as
 * sessions/N.js. What happens is kept as records, one JSON object each, by a keeper: JATOS or a file.
 */
class StaticBackend {
  /**
   * @param {{worker: string}} who
   * @param {Memory} memory
   * @param {object} config
   * @param {DownloadKeeper | JatosKeeper} keeper
   */
  constructor(who, memory, config, keeper) {
    this.who = who;
    this.memory = memory;
    this.config = config;
    this.keeper = keeper;
  }

  async open() {
    let number = this.memory.get("plan");
    if (number === undefined) {
      const session = Array.from(crypto.getRandomValues(new Uint8Array(16)), hexByte).join("");
      number = ((await this.keeper.place(session)) - 1) % this.config.sessions + 1;
      this.memory.set({ session, plan: number, answered: {}, state: "open" });
    }
    if (!this.memory.get("opened")) {
      await this.#keep("session", {
        plan: number, worker: this.who.worker, language: document.documentElement.lang, browser: browserData(this.memory),
      });
      this.memory.set({ opened: true });
    }
    this.plan = await StaticBackend.#load(number);
    return { ...this.plan, position: Object.keys(this.#answered).length, state: this.memory.get("state") };
  }

  async consent(agreed, version) {
    await this.#keep("consent", { agreed, version });
    if (!agreed) await this.#end("refused");
  }

  async answer(answer) {
    if (!(answer.index in this.#answered)) {
      await this.#keep("answer", { plan: this.memory.get("plan"), ...answer });
      this.memory.set({ answered: { ...this.#answered, [answer.index]: answer.side } });
    }
    this.plan ??= await StaticBackend.#load(this.memory.get("plan")); // after a reload, answers go before open()
    return this.#judged(answer);
  }

  async finish() {
    if (this.memory.get("state") === "open") await this.#end("complete");
    return this.keeper.farewell(this.memory.get("state"));
  }

  /** Practice is judged here, by hashes: out of plain sight, no more. The other answers are not here at all. */
  async #judged({ index, side }) {
    const isRight = (trial, chosen) => fnv1a(`${trial.salt}:${chosen}`) === trial.check;
    const { practice } = this.plan;
    if (index >= practice.length) return {};
    const correct = isRight(practice[index], side);
    const answered = practice.filter((trial) => trial.index in this.#answered);
    const right = answered.filter((trial) => isRight(trial, this.#answered[trial.index])).length;
    const failed = answered.length === practice.length && right < this.config.passMark;
    if (failed) await this.#end("failed");
    return { correct, failed };
  }

  get #answered() {
    return this.memory.get("answered", {});
  }

  async #end(state) {
    await this.keeper.release(this.memory.get("session"), state);
    await this.#keep("end", { state });
    this.memory.set({ state });
  }

  #keep(type, fields) {
    const { study } = this.config;
    return this.keeper.keep({
      type, study, session: this.memory.get("session"), ...fields, at: new Date().toISOString(),
    });
  }

  static #load(number) {
    return new Promise((resolve, reject) => {
      window.PRAGNANZ_SESSION = resolve;
      const script = document.createElement("script");
      script.src = `sessions/${number}.js`;
      script.onerror = () => reject(new Error(`${script.src} did not load`));
      document.head.append(script);
    });
  }
}

/** Records as lines of a file that the browser saves; until then they lie in its storage. */
class DownloadKeeper {
  /**
   * @param {Memory} memory
   * @param {object} config
   * @param {number} number of the plan, which the experimenter gives
   */
  constructor(memory, config, number) {
    this.memory = memory;
    this.config = config;
    this.number = number;
  }

  async place() {
    return this.number;
  }

  async keep(record) {
    this.memory.set({ records: [...this.memory.get("records", []), record] });
  }

  async release() {}

  farewell(state) {
    if (state === "refused") return {};
    const records = this.memory.get("records", []);
    const time = records.at(-1).at.replace(/[-:]|\.\d+/g, "");
    const lines = records.map((record) => `${JSON.stringify(record)}\n`);
    return {
      file: {
        name: `${this.config.experiment}-${this.number}-${time}.jsonl`,
        url: URL.createObjectURL(new Blob(lines, { type: "application/jsonl" })),
      },
    };
  }
}

/** Records as JATOS's result data; plans are given out through the batch's shared session data. */
class JatosKeeper {
  static ABANDONED = 2 * 60 * 60 * 1000; // ms until an unfinished session's plan goes to somebody else

  /** The lowest plan that nobody holds. */
  async place(session) {
    const places = JatosKeeper.#places();
    const held = ({ complete, since }) => complete || Date.now() - since < JatosKeeper.ABANDONED;
    let number = 1;
    while (places[number] && held(places[number])) number++;
    const place = { session, since: Date.now(), complete: false };
    await JatosKeeper.#changed(() => jatos.batchSession.set(String(number), place));
    return number;
  }

  async keep(record) {
    await jatos.appendResultData(`${JSON.stringify(record)}\n`);
  }

  async release(session, state) {
    const places = JatosKeeper.#places();
    const number = Object.keys(places).find((key) => places[key].session === session);
    if (!number) return; // Abandoned, come back to, and given to somebody else in between.
    await JatosKeeper.#changed(() =>
      state === "complete"
        ? jatos.batchSession.set(number, { ...places[number], complete: true })
        : jatos.batchSession.remove(number),
    );
  }

  /** Addresses to go to may be given in the study's input in JATOS. */
  farewell(state) {
    const { completionUrl, failedUrl } = jatos.studyJsonInput ?? {};
    const url = state === "complete" ? completionUrl : failedUrl;
    return { leave: () => (url ? jatos.endStudyAndRedirect(url) : jatos.endStudy()) };
  }

  static #places() {
    return jatos.batchSession.getAll() ?? {};
  }

  /** Where somebody else changes the data at the same moment, JATOS takes one of the two. */
  static async #changed(change) {
    try {
      await change();
    } catch {
      throw new Later(0.5);
    }
  }
}

function hexByte(value) {
  return value.toString(16).padStart(2, "0");
}

/** FNV-1a, 32 bit, of the text's UTF-8 bytes, as 8 hex digits. */
function fnv1a(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
