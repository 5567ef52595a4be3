// Attendance at the door: each mark is kept on the device at once and sent when there is a connection.
// The device makes a key for each mark, so that the server knows one that it got before. No names are kept here.
(() => {
  "use strict";

  const form = document.querySelector("form[data-attendance]");
  if (!form || !window.crypto || !crypto.randomUUID || !window.fetch) return; // the plain form remains

  const address = form.dataset.attendance;
  const STORE = `secretariat.attendance ${address}`;
  const BATCH = 200;
  const PAUSE = 15000;
  const state = form.querySelector("[data-state]");
  const count = form.querySelector("[data-here]");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  let sending = false;
  let keeps = true; // whether this device keeps marks

  function waiting() {
    try {
      const kept = JSON.parse(localStorage.getItem(STORE) || "[]");
      return Array.isArray(kept) ? kept : [];
    } catch {
      return [];
    }
  }

  function keep(marks) {
    if (marks.length) localStorage.setItem(STORE, JSON.stringify(marks));
    else localStorage.removeItem(STORE);
  }

  function say(words) {
    const left = waiting().length;
    state.textContent = words || (left ? `${left} ${form.dataset.waiting}` : form.dataset.kept);
    state.classList.toggle("is-waiting", left > 0);
  }

  function total() {
    count.textContent = String(form.querySelectorAll("input[value=here]:checked").length);
  }

  function forget(keys) {
    keep(waiting().filter((mark) => !keys.has(mark.key)));
  }

  async function post(marks) {
    const answer = await fetch(address, {
      method: "POST",
      credentials: "same-origin",
      redirect: "manual",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ marks }),
    });
    if (answer.type === "opaqueredirect" || answer.status === 403) return form.dataset.signIn;
    if (!answer.ok) return "";
    const { results } = await answer.json();
    forget(new Set(results.map((each) => each.key)));
    return results.some((each) => each.result === "unknown") ? form.dataset.lost : null;
  }

  // Sends all that waits, batch by batch; what fails stays and is tried again.
  async function send() {
    if (sending) return;
    sending = true;
    let words = null;
    try {
      while (words === null && waiting().length) words = await post(waiting().slice(0, BATCH));
    } catch {
      words = ""; // no connection
    } finally {
      sending = false;
      say(words);
    }
  }

  function onMark(event) {
    const input = event.target;
    if (input.type !== "radio") return;
    const nomination = input.closest("[data-person]").dataset.person;
    const mark = { key: crypto.randomUUID(), nomination, present: input.value === "here", at: new Date().toISOString() };
    try {
      keep([...waiting().filter((each) => each.nomination !== nomination), mark]);
    } catch {
      keeps = false;
      return;
    }
    total();
    say();
    send();
  }

  // Marks are sent as they are made; the button sends what still waits. Where the device keeps nothing, the form is sent.
  function onSubmit(event) {
    if (!keeps) return;
    event.preventDefault();
    say();
    send();
  }

  // What was marked and not sent before the page was opened again.
  function restore() {
    for (const mark of waiting()) {
      const row = form.querySelector(`[data-person="${CSS.escape(mark.nomination)}"]`);
      const input = row && row.querySelector(`input[value=${mark.present ? "here" : "away"}]`);
      if (input) input.checked = true;
    }
  }

  restore();
  total();
  form.addEventListener("change", onMark);
  form.addEventListener("submit", onSubmit);
  window.addEventListener("online", send);
  window.setInterval(() => waiting().length && send(), PAUSE);
  if (waiting().length) send();
})();
