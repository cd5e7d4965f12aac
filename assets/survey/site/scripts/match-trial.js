"use strict";

/**
 * A jsPsych plugin: which of two query images matches the references on the right? By click, or by
 * the arrow keys. Where confidence is asked for, it is chosen after the image, with the keys 1, 2, 3.
 */
class MatchTrial {
  static info = {
    name: "match",
    version: "1.0.0",
    parameters: {
      /** The plan's trial: references, contrasts and queries are URLs. */
      trial: { type: jsPsychModule.ParameterType.COMPLEX },
      /** Texts of the page. */
      texts: { type: jsPsychModule.ParameterType.COMPLEX },
      /** Where in the session this is: label, now, all. */
      progress: { type: jsPsychModule.ParameterType.COMPLEX },
      /** Whether confidence is asked for. */
      confidence: { type: jsPsychModule.ParameterType.BOOL, default: false },
    },
    data: {
      /** The plan's index of the trial. */
      index: { type: jsPsychModule.ParameterType.INT },
      /** The query chosen, left or right. */
      side: { type: jsPsychModule.ParameterType.STRING },
      /** From the images' appearance to the choice, ms. */
      rt: { type: jsPsychModule.ParameterType.INT },
      /** How long the trial was to be seen, ms: time in which another tab hid it does not count. */
      viewTime: { type: jsPsychModule.ParameterType.INT },
      /** 1 guessed to 3 very sure; absent where it is not asked for. */
      confidence: { type: jsPsychModule.ParameterType.INT },
      /** What happened to the window: blur, focus, fullscreen-in, fullscreen-out, with t in ms. */
      events: { type: jsPsychModule.ParameterType.COMPLEX, array: true },
    },
  };

  constructor(jsPsych) {
    this.jsPsych = jsPsych;
  }

  trial(display, { trial, texts, progress, confidence }) {
    const watch = new Watch();
    const answer = { index: trial.index };
    const end = () => {
      keys.forEach((key) => this.jsPsych.pluginAPI.cancelKeyboardResponse(key));
      this.jsPsych.finishTrial({ ...answer, ...watch.stop() });
    };
    const choose = (side) => {
      if (answer.side) return;
      Object.assign(answer, { side, rt: watch.elapsed() });
      if (confidence) {
        askConfidence();
      } else {
        end();
      }
    };
    const askConfidence = () => {
      display.querySelectorAll("[data-side]").forEach((button) => {
        button.disabled = true;
        button.classList.toggle("chosen", button.dataset.side === answer.side);
      });
      this.jsPsych.getDisplayContainerElement().focus(); // The button that had it is disabled.
      display.querySelector(".below").append(element(confidenceRow(texts)));
      const sure = (degree) => {
        answer.confidence = degree;
        end();
      };
      display.querySelectorAll("[data-degree]").forEach((button) => {
        button.addEventListener("click", () => sure(Number(button.dataset.degree)));
      });
      listen(texts.confidence.map((_, index) => String(index + 1)), (key) => sure(Number(key)));
    };
    const keys = [];
    // A key that is still held from the trial before does not answer this one.
    const listen = (valid, then) => {
      keys.push(
        this.jsPsych.pluginAPI.getKeyboardResponse({
          valid_responses: valid, persist: false, allow_held_key: false, callback_function: ({ key }) => then(key),
        }),
      );
    };

    display.innerHTML = matchLayout(trial, texts, progress);
    display.querySelectorAll("[data-side]").forEach((button) => {
      button.addEventListener("click", () => choose(button.dataset.side));
    });
    listen(["ArrowLeft", "ArrowRight"], (key) => choose(key.toLowerCase() === "arrowleft" ? "left" : "right"));
  }

  simulate(trial, mode, options, load) {
    const { randomization, pluginAPI } = this.jsPsych;
    const rt = Math.round(randomization.sampleExGaussian(2500, 400, 1 / 2000, true));
    const data = pluginAPI.mergeSimulationData(
      { index: trial.trial.index, side: randomization.sampleWithoutReplacement(["left", "right"], 1)[0], rt, viewTime: rt, events: [] },
      options,
    );
    if (trial.confidence) data.confidence ??= randomization.randomInt(1, 3);
    if (mode === "data-only") {
      load();
      this.jsPsych.finishTrial(data);
      return;
    }
    const display = this.jsPsych.getDisplayElement();
    this.trial(display, trial);
    load();
    pluginAPI.clickTarget(display.querySelector(`[data-side=${data.side}]`), data.rt);
    if (trial.confidence) {
      pluginAPI.setTimeout(() => display.querySelector(`[data-degree="${data.confidence}"]`).click(), data.rt + 500);
    }
  }
}

/** Time and events of one trial. */
class Watch {
  static MOST_EVENTS = 200; // more say no more

  #events = [];
  #visible = 0;
  #since = document.hidden ? null : 0;
  #listeners = new AbortController();

  constructor() {
    this.onset = performance.now();
    const on = (target, type, listener) => target.addEventListener(type, listener, { signal: this.#listeners.signal });
    const note = (type) => {
      if (this.#events.length < Watch.MOST_EVENTS) this.#events.push({ t: this.elapsed(), type });
    };
    on(window, "blur", () => note("blur"));
    on(window, "focus", () => note("focus"));
    on(document, "fullscreenchange", () => note(document.fullscreenElement ? "fullscreen-in" : "fullscreen-out"));
    on(document, "visibilitychange", () => {
      this.#count();
      this.#since = document.hidden ? null : this.elapsed();
    });
  }

  elapsed() {
    return Math.round(performance.now() - this.onset);
  }

  stop() {
    this.#listeners.abort();
    this.#count();
    return { viewTime: this.#visible, events: this.#events };
  }

  #count() {
    if (this.#since !== null) this.#visible += this.elapsed() - this.#since;
  }
}
