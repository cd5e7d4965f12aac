"use strict";

/** What pages look like, as HTML. Texts come from the language file, which may hold HTML; all else is escaped. */

/** @returns the text with each {name} replaced */
function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

function escaped(text) {
  const box = document.createElement("span");
  box.textContent = text;
  return box.innerHTML;
}

function element(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
}

function keyCap(name) {
  return `<kbd>${name}</kbd>`;
}

function button(label, primary) {
  return `<button type="button" class="${primary ? "primary" : ""}">${label}</button>`;
}

/** How long a session takes, to 5 minutes: the study's 49 trials took 10 to 13, instructions not counted (section 3.2.4). */
function minutes({ practice, main }) {
  return 5 * Math.max(1, Math.round((0.3 * (practice + main)) / 5));
}

/** @param {number} references images of a panel */
function instructionPages(texts, config, references) {
  const values = {
    references,
    practice: config.practice,
    main: config.main,
    passMark: config.passMark,
    left: keyCap("←"),
    right: keyCap("→"),
    example: `<img class="example" src="example.svg" alt="">`,
  };
  return texts.instructions.map((page) => filled(page, values));
}

/**
 * @param {object} trial the plan's
 * @param {{label: string, now: number, all: number}} progress
 * @param {{chosen?: string, right?: string, message?: string}} shown what is known of the answer: then nothing can be chosen
 */
function matchLayout(trial, texts, progress, shown = {}) {
  const { label, now, all } = progress;
  const where = filled(label, { now, all });
  return `
    <div class="trial" style="--columns: ${Math.ceil(Math.sqrt(trial.references.length))}">
      <div class="where"><span>${where}</span><progress max="${all}" value="${now - 1}" aria-label="${where}"></progress></div>
      <h1>${texts.question}</h1>
      ${panel("contrasts", texts.contrasts, trial.contrasts)}
      <div class="queries">
        ${query("left", texts.leftQuery, "←", trial.queries[0], shown)}
        ${query("right", texts.rightQuery, "→", trial.queries[1], shown)}
        <div class="below">${shown.message ? `<p class="verdict" role="status">${shown.message}</p>` : ""}</div>
      </div>
      ${panel("references", texts.references, trial.references)}
    </div>`;
}

function panel(name, title, images) {
  const pictures = images.map((url) => `<img src="${escaped(url)}" alt="" draggable="false">`).join("");
  return `<section class="panel ${name}" aria-label="${title}"><h2>${title}</h2><div class="grid">${pictures}</div></section>`;
}

function query(side, name, key, url, { chosen, right }) {
  const answered = chosen || right;
  const marks = [chosen === side ? "chosen" : "", right === side ? "right" : ""].join(" ");
  const sign = right === undefined ? "" : right === side ? "✓" : chosen === side ? "✗" : "";
  return `
    <button type="button" class="query ${marks}" data-side="${side}" aria-label="${name}" ${answered ? "disabled" : ""}>
      <img src="${escaped(url)}" alt="" draggable="false">
      <span class="key">${sign ? `<b>${sign}</b>` : keyCap(key)}</span>
    </button>`;
}

function confidenceRow(texts) {
  const buttons = texts.confidence
    .map((degree, index) => `<button type="button" data-degree="${index + 1}">${keyCap(index + 1)} ${degree}</button>`)
    .join("");
  return `<div class="confidence" role="group" aria-labelledby="sure"><h2 id="sure">${texts.confidenceQuestion}</h2>${buttons}</div>`;
}

/** The last page: codes, files and links, whatever the way of running the study has to give. */
function farewellPage(html, texts, { code, redirect, file, leave }) {
  const page = element(`<div class="page">${html}</div>`);
  const add = (part) => page.appendChild(element(part));
  if (code) {
    const line = add(`<p class="given">${texts.code} <output class="code">${escaped(code)}</output></p>`);
    if (navigator.clipboard) line.append(copyButton(code, texts)); // not where the page came without https
  }
  if (file) {
    add(`<div>${texts.fileHelp}</div>`);
    const save = add(`<p class="buttons"><a class="button" download>${texts.file}</a></p>`).firstElementChild;
    Object.assign(save, { href: file.url, download: file.name });
    setTimeout(() => save.click()); // once the page is there
  }
  if (redirect) {
    add(`<p class="buttons"><a class="button primary">${texts.redirect}</a></p>`).firstElementChild.href = redirect;
  }
  if (leave) {
    add(`<p class="buttons">${button(texts.leave, true)}</p>`).firstElementChild.addEventListener("click", leave);
  } else if (!redirect) {
    add(texts.close);
  }
  return page;
}

function copyButton(code, texts) {
  const copy = element(button(texts.copy, false));
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code);
    copy.textContent = texts.copied;
  });
  return copy;
}
