// What stands below the phones: calls to the Bot API, transcripts, and what the stand-in does not do.

import { make } from "./bubble.js";

const CALLS_SHOWN = 200;

/** Add one call on top of the list. */
export function addCall(call, nameOf) {
  const body = document.getElementById("calls");
  const failed = call.answer !== "ok";
  body.prepend(make("tr", { className: failed ? "failed" : "" },
    make("td", {}, call.method), make("td", {}, nameOf(call.chat)),
    make("td", { className: "number" }, call.ms.toFixed(1)), make("td", {}, call.answer)));
  while (body.rows.length > CALLS_SHOWN) body.lastElementChild.remove();
}

/** Show all calls anew. */
export function setCalls(calls, nameOf) {
  document.getElementById("calls").replaceChildren();
  for (const call of calls) addCall(call, nameOf);
}

/** Offer each person's chat as text and as a page. */
export function setTranscripts(people) {
  const link = (person, form, words) => make("a", { href: `/transcript/${person.id}.${form}`, download: "" }, words);
  document.getElementById("transcripts").replaceChildren(...people.map((person) =>
    make("li", {}, `${person.name}: `, link(person, "txt", `${person.name} as text`), ", ", link(person, "html", `${person.name} as a page`))));
}

/** Say what the stand-in does not do. */
export function setNotDone(lines) {
  document.getElementById("not-done").replaceChildren(...lines.map((line) => make("li", {}, line)));
}
