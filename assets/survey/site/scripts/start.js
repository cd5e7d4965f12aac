"use strict";

/** Finds out who takes part and by which way the study runs, and starts it. */
async function start() {
  const config = window.PRAGNANZ;
  if (config.mode === "jatos") await new Promise((resolve) => jatos.onLoad(resolve));
  const query =
    config.mode === "jatos" ? jatos.urlQueryParameters : Object.fromEntries(new URLSearchParams(location.search));
  const language = [query.lang, ...config.languages].find((name) => name in window.PRAGNANZ_TEXTS);
  const texts = window.PRAGNANZ_TEXTS[language];
  document.documentElement.lang = language;
  document.title = texts.title;

  const number = config.mode === "download" ? Number(query.session) || (await askNumber(texts)) : undefined;
  const who = {
    worker: query.PROLIFIC_PID ?? "",
    study: query.STUDY_ID ?? "",
    prolificSession: query.SESSION_ID ?? "",
  };
  if (config.mode === "jatos") who.worker ||= String(jatos.workerId);
  const key = `pragnanz ${config.study} ${number ?? (who.worker || ownName())}`;
  await onlyTab(key, texts);
  const memory = new Memory(key); // after the wait: another tab may have written it

  const connection = new Connection((lost) => {
    document.getElementById("status").textContent = lost ? texts.lost : "";
  });
  const backend = {
    server: () => new ServerBackend(who, memory),
    jatos: () => new StaticBackend(who, memory, config, new JatosKeeper()),
    download: () => new StaticBackend(who, memory, config, new DownloadKeeper(memory, config, number)),
  }[config.mode]();
  const simulation = window.PRAGNANZ_SIMULATION && new Simulation(window.PRAGNANZ_SIMULATION);

  const { page, reason, given } = await new Study(config, texts, memory, connection, backend, simulation).run();
  const values = { practice: config.practice, passMark: config.passMark, reason: escaped(reason ?? "") };
  const html = filled(texts[page], values);
  const last = given ? farewellPage(html, texts, given) : plainPage(html);
  document.getElementById("study").replaceChildren(last);
}

/** Whoever has no id is known by the tab: who opens the page in another one is somebody new. */
function ownName() {
  const name = `tab ${Math.random()}`;
  try {
    return (sessionStorage.pragnanz ??= name);
  } catch {
    return name; // The browser keeps nothing: a reload is somebody new.
  }
}

/** Waits while another tab of this browser has the same session (where the browser can tell: https, localhost, file). */
function onlyTab(key, texts) {
  if (!navigator.locks) return Promise.resolve();
  return new Promise((resolve) => {
    const hold = () => {
      document.getElementById("study").replaceChildren();
      resolve();
      return new Promise(() => {}); // until the tab is closed
    };
    navigator.locks.request(key, { ifAvailable: true }, (lock) => {
      if (lock) return hold();
      document.getElementById("study").replaceChildren(plainPage(texts.elsewhere));
      navigator.locks.request(key, hold);
    });
  });
}

/** In a laboratory the experimenter says which session comes next. */
function askNumber(texts) {
  const form = element(`
    <form class="page">${texts.number}
      <p><input id="number" type="number" min="1" required></p>
      <p class="buttons"><button class="primary">${texts.continue}</button></p>
    </form>`);
  document.getElementById("study").replaceChildren(form);
  form.querySelector("input").focus();
  return new Promise((resolve) => {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      resolve(form.querySelector("input").valueAsNumber);
      form.remove();
    });
  });
}

function plainPage(html) {
  return element(`<div class="page">${html}</div>`);
}

start();
