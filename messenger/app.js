// The page as a whole: listens to what changes on the street, and moves the clock.

import { inFull } from "./bubble.js";
import { addCall, setCalls, setNotDone, setTranscripts } from "./panel.js";
import { Group } from "./group.js";
import { Phone } from "./phone.js";

const ZONE = "Europe/London";
const grid = document.getElementById("street");
const newcomer = document.getElementById("newcomer");
const connection = document.getElementById("connection");
const clockWord = document.getElementById("clock-word");
const next = document.getElementById("next");
const phones = new Map();
const groups = new Map();
let clock = null;
let heardAt = 0;
let invited = false;

const street = {
  bot: null,
  phones: () => [...phones.values()],
  nameOf: (chat) => phones.get(chat)?.person.name ?? "",
  /** Ask the stand-in to do something; returns its words if it refuses, or null. */
  async post(path, values) {
    try {
      const answer = await fetch(path, {
        method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(values),
      });
      const body = await answer.json();
      return body.refused ?? (answer.ok ? null : "That did not work.");
    } catch {
      return "The stand-in does not answer. Is it still running?";
    }
  },
};

const nameOf = (chat) => phones.get(chat)?.person.name ?? groups.get(chat)?.group.title ?? (chat ?? "");

function putPerson(person) {
  const known = phones.get(person.id);
  if (known) {
    known.update(person);
    return known;
  }
  const phone = new Phone(person, street);
  phones.set(person.id, phone);
  grid.insertBefore(phone.element, newcomer);
  setTranscripts(street.phones().map((one) => one.person));
  if (invited) {
    invited = false;
    phone.welcome();
  }
  return phone;
}

function putGroup(group) {
  const known = groups.get(group.id);
  if (known) known.update(group);
  else {
    const panel = new Group(group, street);
    groups.set(group.id, panel);
    grid.insertBefore(panel.element, newcomer);
  }
}

function setState(state) {
  street.bot = state.bot;
  for (const person of state.people) putPerson(person);
  for (const group of state.groups) putGroup(group);
  for (const [id, group] of groups) group.redraw(state.messages.filter((message) => message.chat === id));
  for (const phone of phones.values()) {
    phone.redraw(state.messages.filter((message) => message.chat === phone.person.id));
  }
  setCalls(state.calls, nameOf);
  setNotDone(state.not_done);
  next.hidden = false;
  next.disabled = !state.knows_next_due;
  next.title = state.knows_next_due ? "" : "No bot in this process can say when that is";
  setClock(state.clock);
  document.documentElement.dataset.ready = "true";
}

function setClock(view) {
  clock = view;
  heardAt = performance.now();
  document.getElementById("ahead").textContent = clock.frozen ? "" : aheadInWords(clock.moved_s);
  drawClock();
}

/** Say how far a clock is ahead of the machine's own: "1 day 3 hours ahead of the real time". */
function aheadInWords(seconds) {
  const minutes = Math.round(Math.abs(seconds) / 60);
  const parts = [[Math.floor(minutes / 1440), "day"], [Math.floor(minutes / 60) % 24, "hour"], [minutes % 60, "minute"]]
    .filter(([count]) => count > 0).slice(0, 2)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? "" : "s"}`);
  return parts.length ? `${parts.join(" ")} ${seconds < 0 ? "behind" : "ahead of"} the real time` : "";
}

function drawClock() {
  if (!clock) return;
  const passed = clock.frozen ? 0 : performance.now() - heardAt;
  const now = new Date(Date.parse(clock.now) + passed);
  const time = document.getElementById("now");
  const words = inFull(now, ZONE);
  if (time.textContent !== words) time.textContent = words;
  time.dateTime = now.toISOString();
}

async function move(values) {
  const refused = await street.post("/clock", values);
  clockWord.textContent = refused ?? "";
}

for (const button of document.querySelectorAll("[data-move]")) {
  button.onclick = () => move({ minutes: Number(button.dataset.move) });
}
next.onclick = () => move({ to: "next" });
newcomer.onclick = () => { invited = true; street.post("/people", {}); };
setInterval(drawClock, 1000);

const stream = new EventSource("/events");
const on = (kind, action) => stream.addEventListener(kind, (event) => action(JSON.parse(event.data)));
on("state", (state) => { connection.textContent = "Everything stays here."; setState(state); });
on("person", putPerson);
on("group", putGroup);
on("message", (message) => {
  // Whatever was said about the clock may no longer be so.
  clockWord.textContent = "";
  (phones.get(message.chat) ?? groups.get(message.chat))?.put(message);
});
on("toast", (toast) => phones.get(toast.chat)?.toast(toast));
on("typing", ({ chat }) => phones.get(chat)?.showTyping());
on("clock", setClock);
on("call", (call) => addCall(call, nameOf));
stream.onerror = () => { connection.textContent = "The stand-in is not answering. Trying again…"; };
