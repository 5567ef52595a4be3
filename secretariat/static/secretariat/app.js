// Keys, appearance and folding. Every page works without it; nothing here is needed to read or to write.
(() => {
  "use strict";

  const root = document.documentElement;
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const YEAR = 31536000;

  // Appearance: kept in a cookie, so that the server already draws the page in it.

  function wearTheme(choice) {
    if (choice === "system") root.removeAttribute("data-theme");
    else root.dataset.theme = choice;
    for (const button of all("[data-theme-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
    }
  }

  function keepTheme(choice) {
    const age = choice === "system" ? 0 : YEAR;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${choice}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
    wearTheme(choice);
  }

  function startThemes() {
    for (const group of all("[data-themes]")) group.hidden = false;
    for (const button of all("[data-theme-choice]")) {
      button.addEventListener("click", () => keepTheme(button.dataset.themeChoice));
    }
    wearTheme(root.dataset.theme || "system");
  }

  // Keys. A reader may turn the single keys off in the dialog; the choice stays on this machine.

  const KEYS_OFF = "secretariat.keys-off";
  const keysAreOn = () => {
    try {
      return localStorage.getItem(KEYS_OFF) === null;
    } catch {
      return true;
    }
  };

  function keepKeys(on) {
    try {
      if (on) localStorage.removeItem(KEYS_OFF);
      else localStorage.setItem(KEYS_OFF, "1");
    } catch {
      // A browser that keeps nothing still has the keys on this page.
    }
  }

  const isWriting = (target) =>
    target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || Boolean(target.closest("dialog"));

  function focusSearch() {
    const field = document.querySelector("main input[type=search]") || document.querySelector("input[type=search]");
    if (field) {
      field.focus();
      field.select();
    }
    return Boolean(field);
  }

  function moveRow(step) {
    const rows = all("[data-row]").filter((row) => !row.hidden && row.querySelector("a[href]"));
    if (!rows.length) return false;
    const here = rows.findIndex((row) => row.contains(document.activeElement));
    const next = here < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(here + step, 0), rows.length - 1);
    const link = rows[next].querySelector("a[href]");
    link.focus();
    link.scrollIntoView({ block: "nearest" });
    return true;
  }

  function openEdit() {
    const row = document.activeElement.closest("[data-row]");
    const link = (row && row.querySelector("a[data-edit]")) || document.querySelector("a[data-edit]");
    if (link) link.click();
    return Boolean(link);
  }

  function showKeys() {
    const dialog = document.getElementById("keys");
    if (dialog && !dialog.open) dialog.showModal();
    return Boolean(dialog);
  }

  const ACTIONS = { "/": focusSearch, j: () => moveRow(1), k: () => moveRow(-1), e: openEdit, "?": showKeys };

  function onKey(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    const action = ACTIONS[event.key];
    if (action && keysAreOn() && action()) event.preventDefault();
  }

  function startKeys() {
    document.addEventListener("keydown", onKey);
    for (const button of all("[data-show-keys]")) {
      button.hidden = false;
      button.addEventListener("click", showKeys);
    }
    for (const tick of all("[data-keys-on]")) {
      tick.checked = keysAreOn();
      tick.addEventListener("change", () => keepKeys(tick.checked));
    }
  }

  // Trees: a row with deeper rows below it gets a button that folds them.

  const level = (row) => Number(row.dataset.level);

  function below(row) {
    const deeper = [];
    for (let next = row.nextElementSibling; next && level(next) > level(row); next = next.nextElementSibling) deeper.push(next);
    return deeper;
  }

  function fold(row, button, open) {
    button.setAttribute("aria-expanded", String(open));
    let hiddenUnder = Infinity;
    for (const next of below(row)) {
      if (level(next) <= hiddenUnder) hiddenUnder = Infinity;
      next.hidden = !open || level(next) > hiddenUnder;
      const inner = next.querySelector(".unfold");
      if (inner && inner.getAttribute("aria-expanded") === "false" && hiddenUnder === Infinity) hiddenUnder = level(next);
    }
  }

  function startTree(table) {
    const template = document.getElementById("unfold");
    if (!template || table.dataset.folds) return;
    table.dataset.folds = "on";
    for (const row of all("tr[data-level]", table)) {
      if (!below(row).length) continue;
      const button = template.content.firstElementChild.cloneNode(true);
      const cell = row.querySelector("th");
      button.setAttribute("aria-label", `${button.dataset.words} ${cell.textContent.trim()}`);
      button.addEventListener("click", () => fold(row, button, button.getAttribute("aria-expanded") !== "true"));
      cell.prepend(button);
      if (row.dataset.folded === "true") fold(row, button, false);
    }
  }

  // The person's menu closes as people expect.

  function startFolds() {
    const openFolds = () => all("details.fold[open]");
    document.addEventListener("click", (event) => {
      for (const fold of openFolds()) if (!fold.contains(event.target)) fold.open = false;
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      for (const fold of openFolds()) {
        fold.open = false;
        fold.querySelector("summary").focus();
      }
    });
  }

  // On a narrow screen the current door is brought into sight, and filters nobody set are folded.

  function startNarrow() {
    const door = document.querySelector(".doors [aria-current]");
    const bar = door && door.closest(".doors");
    if (bar && bar.scrollWidth > bar.clientWidth) bar.scrollLeft = door.offsetLeft - bar.clientWidth / 3;
    if (!matchMedia("(max-width: 640px)").matches) return;
    for (const filters of all("details[data-filters]")) filters.open = filters.dataset.filters === "set";
  }

  function startPart(part) {
    for (const table of all("table.tree", part)) startTree(table);
  }

  startThemes();
  startKeys();
  startFolds();
  startNarrow();
  startPart(document);
  document.addEventListener("htmx:load", (event) => startPart(event.target));
  document.addEventListener("htmx:responseError", (event) => {
    const part = event.detail.target;
    const words = document.body.dataset.failed;
    if (!part || !words) return;
    const note = document.createElement("p");
    note.className = "why";
    note.setAttribute("role", "status");
    note.textContent = words;
    part.append(note);
  });
})();
