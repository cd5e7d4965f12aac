"use strict";

/** One participant's way through the study, as a jsPsych timeline. */
class Study {
  static BLOCK = 5; // trials whose images load together, and before which all answers must be safe
  static LOADING = 30_000; // ms until images that have not arrived are asked for again
  static GAP = 250; // ms without images between trials, so that a double click answers one only
  static HESITATION = 400; // ms of waiting before the page says so

  #timeline = [];
  #ending;

  /**
   * @param {object} config the survey's (config.js)
   * @param {object} texts of the page's language
   * @param {Memory} memory
   * @param {Connection} connection
   * @param {ServerBackend | StaticBackend} backend
   * @param {Simulation} [simulation]
   */
  constructor(config, texts, memory, connection, backend, simulation) {
    Object.assign(this, { config, texts, memory, connection, backend, simulation });
    this.outbox = new Outbox(memory, connection, (answer) => backend.answer(answer));
    this.jsPsych = initJsPsych({ display_element: "study" });
  }

  /**
   * @returns {Promise<{page: string, reason?: string, given?: object}>} how it ended: complete, failed,
   *     refused, phone, tooSmall or error; what a completed session is given
   */
  async run() {
    this.#timeline.push(...this.#checks());
    if (!this.memory.get("consented")) this.#timeline.push(this.#consent());
    this.#timeline.push(this.#task(() => this.#open()));
    if (this.simulation) {
      await this.jsPsych.simulate(this.#timeline, this.simulation.mode);
    } else {
      await this.jsPsych.run(this.#timeline);
    }
    return this.#ending;
  }

  /** A computer first, then a window with room: nobody is asked to enlarge a phone. */
  #checks() {
    const { texts, config } = this;
    // Pixels of the screen: zooming the page makes text larger, and images as large as before.
    const needed = (pixels) => () => Math.ceil(pixels / Math.min(Math.max(devicePixelRatio, 1), 2));
    const unfit = (page) => () => {
      this.#ending = { page };
      return "";
    };
    return [
      {
        type: jsPsychBrowserCheck,
        features: ["mobile"],
        inclusion_function: ({ mobile }) => !mobile && !isTablet(),
        exclusion_message: unfit("phone"),
      },
      {
        type: jsPsychBrowserCheck,
        features: ["width", "height"],
        minimum_width: needed(config.minWidth),
        minimum_height: needed(config.minHeight),
        window_resize_message: texts.small,
        resize_fail_button_text: texts.cannotEnlarge,
        exclusion_message: unfit("tooSmall"),
        css_classes: "page",
      },
    ];
  }

  #consent() {
    const { texts, config } = this;
    return this.#page(filled(texts.consent, { main: config.main, minutes: minutes(config) }), [texts.agree, texts.decline], {
      on_load: () => {}, // Agreeing is never one careless key away.
      on_finish: ({ response }) => {
        this.memory.set({ consented: response === 0 });
      },
    });
  }

  /** Gets the session, and puts what is left of it on the timeline. */
  async #open() {
    const { backend, connection, memory, texts } = this;
    const agreed = memory.get("consented");
    // What is refused was answered on another device, or in a session that is no more.
    await this.outbox.settled().catch(() => this.outbox.clear());
    const plan = await connection.persist(() => backend.open());
    if (["complete", "failed", "refused"].includes(plan.state)) return this.#finish(plan.state);
    if (!memory.get("consentKept")) {
      await connection.persist(() => backend.consent(agreed, texts.consentVersion));
      if (!agreed) return this.#finish("refused");
      memory.set({ consentKept: true });
    }
    this.#timeline.push(...this.#session(plan));
  }

  #session({ practice, main, position }) {
    const { texts, config } = this;
    const left = (trials) => trials.filter(({ index }) => index >= position);
    const all = practice.length + main.length;
    const values = { done: position, all, main: main.length, escape: keyCap("Esc") };
    const resumed = position > 0;
    const nodes = [
      {
        type: jsPsychFullscreen,
        message: filled(resumed ? texts.resume : texts.fullscreen, values),
        button_label: texts.enter,
        delay_after: this.simulation ? 0 : 500,
        css_classes: "page",
        on_load: focusLastButton,
      },
    ];
    if (!resumed) nodes.push(this.#instructions(main[0].references.length));
    for (const block of blocks(left(practice), Study.BLOCK)) {
      nodes.push(this.#images(block), ...block.flatMap((trial) => this.#practiceTrial(trial, practice)));
    }
    if (left(practice).length > 0) {
      nodes.push(this.#page(filled(texts.mainStart, values), [texts.start]));
    }
    const upcoming = blocks(left(main), Study.BLOCK);
    upcoming.forEach((block, number) => {
      nodes.push(
        this.#task(() => this.outbox.settled()),
        this.#images(block, upcoming[number + 1]),
        ...block.map((trial) => this.#mainTrial(trial, main)),
      );
    });
    nodes.push(
      { type: jsPsychFullscreen, fullscreen_mode: false, delay_after: 0 },
      this.#task(() => this.outbox.settled()),
      this.#task(() => this.#finish("complete")),
    );
    return nodes;
  }

  #instructions(references) {
    const { texts } = this;
    const pages = instructionPages(texts, this.config, references);
    let page = 0;
    return {
      timeline: [
        this.#page(
          () => pages[page],
          () => (page === 0 ? [texts.continue] : [texts.back, texts.continue]),
          {
            button_html: (label) => button(label, label === texts.continue),
            simulation_options: { data: { response: () => Math.min(page, 1) } },
            on_finish: ({ response }) => {
              page += page > 0 && response === 0 ? -1 : 1;
            },
          },
        ),
      ],
      loop_function: () => page < pages.length,
    };
  }

  /** The images of a block, asked for until they are there. */
  #images(block, next = []) {
    const { texts } = this;
    const urls = (trials) => trials.flatMap((trial) => [...trial.references, ...trial.contrasts, ...trial.queries]);
    let loaded = false;
    let pause = 2000;
    const retry = this.#page(texts.loadingFailed, [texts.tryAgain], {
      trial_duration: () => (pause = Math.min(2 * pause, Study.LOADING)),
    });
    return {
      timeline: [
        {
          type: jsPsychPreload,
          images: urls(block),
          message: `<p>${texts.loading}</p>`,
          show_progress_bar: false,
          max_load_time: Study.LOADING,
          continue_after_error: true,
          css_classes: "page",
          on_finish: ({ success }) => {
            loaded = success;
          },
        },
        { timeline: [retry], conditional_function: () => !loaded },
      ],
      loop_function: () => !loaded,
      on_timeline_finish: () => {
        // The next block's images come while this block is answered.
        if (!this.simulation) this.jsPsych.pluginAPI.preloadImages(urls(next));
      },
    };
  }

  #practiceTrial(trial, practice) {
    const { texts } = this;
    const progress = { label: texts.practiceProgress, now: practice.indexOf(trial) + 1, all: practice.length };
    const other = { left: "right", right: "left" };
    let answer;
    let verdict;
    return [
      this.#match(trial, progress, (given) => {
        answer = given;
      }),
      this.#task(async () => {
        verdict = await this.outbox.add(answer);
        if (verdict.failed) await this.#finish("failed");
      }),
      this.#page(
        () => {
          const right = verdict.correct ? answer.side : other[answer.side];
          const message = verdict.correct ? texts.right : texts.wrong;
          return matchLayout(trial, texts, progress, { chosen: answer.side, right, message });
        },
        [texts.continue],
        {
          css_classes: "feedback",
          on_load: () => {
            // Nothing is displayed where the participant is simulated.
            document.querySelector(".below")?.append(document.querySelector("#jspsych-html-button-response-btngroup"));
            focusLastButton();
          },
        },
      ),
    ];
  }

  #mainTrial(trial, main) {
    const progress = { label: this.texts.mainProgress, now: main.indexOf(trial) + 1, all: main.length };
    return this.#match(trial, progress, (answer) => {
      this.outbox.add(answer);
    });
  }

  #match(trial, progress, then) {
    const { texts, config, simulation } = this;
    return {
      type: MatchTrial,
      trial,
      texts,
      progress,
      confidence: config.confidence,
      post_trial_gap: Study.GAP,
      simulation_options: { data: { side: () => simulation.side(trial) } },
      on_finish: ({ index, side, rt, viewTime, confidence, events }) => {
        then({ index, side, rt, viewTime, confidence, events });
      },
    };
  }

  async #finish(page) {
    const given = await this.connection.persist(() => this.backend.finish());
    if (page === "complete") {
      const { texts } = this;
      this.#timeline.push(
        this.#page(texts.debriefing, [texts.finish], { on_finish: () => (this.#ending = { page, given }) }),
      );
    } else {
      if (page === "refused") this.memory.clear(); // Whoever changes their mind is asked anew.
      this.#end({ page, given });
    }
  }

  #page(stimulus, choices, more = {}) {
    return {
      type: jsPsychHtmlButtonResponse,
      stimulus,
      choices,
      button_layout: "flex",
      button_html: (label, choice) => button(label, choice === 0),
      css_classes: "page",
      on_load: focusLastButton,
      simulation_options: { data: { response: 0 } },
      ...more,
    };
  }

  /** Work between pages: it says that it waits where it takes long, and ends the study where it is refused. */
  #task(work) {
    return {
      type: jsPsychCallFunction,
      async: true,
      css_classes: "page",
      func: (done) => {
        const notice = setTimeout(() => {
          this.jsPsych.getDisplayElement().innerHTML = `<p>${this.texts.saving}</p>`;
        }, Study.HESITATION);
        work()
          .then(() => done(), (problem) => this.#end({ page: "error", reason: problem.message }))
          .finally(() => clearTimeout(notice));
      },
    };
  }

  #end(ending) {
    this.#ending = ending;
    this.jsPsych.abortExperiment("");
  }
}

function blocks(trials, size) {
  return Array.from({ length: Math.ceil(trials.length / size) }, (_, block) =>
    trials.slice(block * size, (block + 1) * size),
  );
}

/** The Enter key goes on, and who looks for the focus sees where it is. */
function focusLastButton() {
  const buttons = document.querySelectorAll("#study button:enabled");
  buttons[buttons.length - 1]?.focus({ preventScroll: true });
}

function isTablet() {
  return /Android|iPad/.test(navigator.userAgent) || (/Mac/.test(navigator.platform) && navigator.maxTouchPoints > 1);
}
