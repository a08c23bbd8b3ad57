// One group: what was said in it, topic by topic, as everybody who is in it sees it.

import { bubble, inFull, make } from "./bubble.js";

const ZONE = "Europe/London";

/** A group beside the phones; `street` does what they have in common. */
export class Group {
  constructor(group, street) {
    this.street = street;
    this.bot = street.bot;
    this.messages = new Map();
    this.logs = new Map();
    this.spokenView = false;
    // What a bubble asks of the phone that it stands on.
    this.person = { name: "Somebody", bot_name: street.bot.first_name, language: "", zone: ZONE };
    const id = `group${group.id}`;
    this.title = make("h2", { id });
    this.role = make("p", { className: "role" });
    const face = make("span", { className: "face", "aria-hidden": "true" }, "◎");
    face.style.setProperty("--hue", "160");
    this.body = make("div", { className: "topics", tabIndex: 0, role: "region", "aria-labelledby": id });
    this.element = make("section", { className: "phone group", "data-group": group.title, "aria-labelledby": id },
      make("header", {}, face, make("div", { className: "names" }, this.title, this.role)), this.body);
    this.update(group);
  }

  /** Take in how the group stands now. */
  update(group) {
    this.group = group;
    this.title.textContent = group.title;
    this.role.textContent = group.bot_is_in ? "group of the organisers" : "group, without the bot";
    this.redraw();
  }

  put(message) {
    this.messages.set(message.id, message);
    this.redraw();
  }

  /** Show all messages again; a group has few, so that nothing is saved by doing less. */
  redraw(messages = [...this.messages.values()]) {
    this.messages = new Map(messages.map((message) => [message.id, message]));
    const topics = [{ id: null, name: this.group.topics.length ? "General" : "" }, ...this.group.topics];
    this.body.replaceChildren(...topics.map((topic) => this.drawTopic(topic)).filter(Boolean));
    this.body.scrollTop = this.body.scrollHeight;
  }

  drawTopic({ id, name }) {
    const here = [...this.messages.values()].filter((message) => message.topic === id && !message.deleted);
    if (id === null && !here.length && this.group.topics.length) return null;
    const log = make("ol", { className: "log", role: "log", "aria-label": name || this.group.title }, ...here.map((message) => {
      this.person.name = this.street.nameOf(message.writer) || "Somebody";
      return bubble(message, this);
    }));
    return make("section", { "data-topic": name }, name ? make("h3", { className: "topic" }, name) : null, log);
  }

  time(moment) {
    return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: ZONE }).format(moment);
  }

  moment(moment) {
    return inFull(moment, ZONE);
  }

  waits() {
    return false;
  }

  /** Nobody edits, types or taps here; what leads out of the group is followed on somebody's own phone. */
  startEditing() {}

  say() {}

  tap() {}

  act() {}

  offerOpening(payload) {
    const [first] = this.street.phones();
    first?.welcome();
    first?.offerOpening(payload);
  }
}
