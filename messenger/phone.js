// One phone: the chat of one person with the bot, its keyboards, and what the person can do.

import { bubble, icon, inFull, make } from "./bubble.js";

const TOAST_MS = 4500;
const TYPING_MS = 5000;
const NEAR_PX = 120;
const SIZES = [100, 125, 150, 175, 200];

/** One person's phone; `street` does what phones have in common. */
export class Phone {
  constructor(person, street) {
    this.person = person;
    this.street = street;
    this.bot = street.bot;
    this.messages = new Map();
    this.tapped = new Set();
    this.editing = null;
    this.kept = JSON.parse(localStorage.getItem(`phone ${person.name}`) ?? "{}");
    this.spokenView = Boolean(this.kept.spoken);
    this.build();
    this.update(person);
    this.resize(this.kept.size ?? 100);
  }

  build() {
    const { person } = this;
    const id = (name) => `${name}-${person.id}`;
    this.who = make("h2", { id: id("name") }, person.name);
    this.role = make("p", { className: "role" });
    this.options = make("button", {
      type: "button", className: "round", title: "Settings of this phone", "data-testid": "options",
      "aria-label": `Settings of ${person.name}'s phone`, onclick: () => this.showSettings(),
    }, icon("more"));
    const face = make("span", { className: "face", "aria-hidden": "true" }, [...person.name][0]);
    face.style.setProperty("--hue", String((person.id * 137) % 360));
    const head = make("header", {}, face, make("div", { className: "names" }, this.who, this.role), this.options);

    this.log = make("ol", {
      className: "log", role: "log", "aria-live": "polite", "aria-label": `Chat of ${person.name}`, tabIndex: 0,
      "data-testid": "log",
    });
    // Whoever reads the newest message goes on reading it, also when a keyboard opens below; whoever has
    // scrolled back is left where they are.
    this.atEnd = true;
    this.log.addEventListener("scroll", () => { this.atEnd = this.isAtEnd(); }, { passive: true });
    new ResizeObserver(() => this.atEnd && this.toBottom()).observe(this.log);
    this.empty = make("p", { className: "empty" });
    this.typing = make("p", { className: "typing", hidden: true, "data-testid": "typing" },
      make("span", { "aria-hidden": "true" }), make("span", { "aria-hidden": "true" }), make("span", { "aria-hidden": "true" }),
      make("span", { className: "heard" }, "is typing"));
    // Toasts lie over the end of the chat, whatever stands below it, and never over a keyboard.
    this.toastBox = make("div", { className: "toast", role: "status", hidden: true, "data-testid": "toast" });
    const toastPlace = make("div", { className: "toast-place" }, this.toastBox);
    this.sheet = make("div", { className: "sheet", role: "dialog", hidden: true, tabIndex: -1, "data-testid": "sheet" });
    this.sheet.addEventListener("keydown", (event) => event.key === "Escape" && this.closeSheet());
    this.begin = make("button", {
      type: "button", className: "start", "data-testid": "start", onclick: () => this.say("/start"),
    }, "Start");
    this.editBar = make("div", { className: "edit-bar", hidden: true },
      make("span", {}, "Editing your message"),
      make("button", { type: "button", onclick: () => this.stopEditing() }, "Keep as it was"));
    this.commands = make("ul", { className: "commands", hidden: true, "aria-label": "Menu of commands" });
    this.input = make("textarea", {
      rows: 1, dir: "auto", "aria-label": `Message from ${person.name}`, "data-testid": "composer", maxLength: 4096,
    });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("input", () => this.suggest());
    const tool = (name, label, action) => make("button", {
      type: "button", className: "round", title: label, "aria-label": label, "data-testid": name, onclick: action,
    }, icon(name));
    this.menuButton = tool("menu", "Menu of commands", () => this.toggleMenu());
    this.unfold = tool("keyboard", "Show the home keyboard", () => { this.home.hidden = !this.home.hidden; });
    this.sendButton = make("button", {
      type: "submit", className: "round send", title: "Send", "aria-label": "Send", "data-testid": "send",
    }, icon("send"));
    this.form = make("form", {
      className: "composer", onsubmit: (event) => { event.preventDefault(); this.send(); },
    }, this.menuButton, tool("attach", "Attach", () => this.showAttachments()), this.input,
    this.unfold, tool("place", "Share a place", () => this.askPlace()), this.sendButton);
    this.blockedBar = make("div", { className: "blocked", hidden: true },
      make("span", {}, `${person.name} has blocked the bot.`),
      make("button", { type: "button", "data-testid": "unblock", onclick: () => this.act("unblock") }, "Unblock"));
    this.home = make("div", { className: "home", role: "group", "aria-label": "Home keyboard", "data-testid": "home" });
    this.element = make("section", {
      className: "phone", "data-phone": person.name, "aria-labelledby": id("name"),
    }, head, this.empty, this.log, this.typing, toastPlace, this.sheet, this.editBar, this.commands, this.begin, this.form,
    this.blockedBar, this.home);
  }

  /** Take in how the person and the furniture of the chat stand now. */
  update(person) {
    this.person = person;
    this.role.textContent = person.role || " ";
    this.begin.hidden = person.started || person.blocked;
    this.form.hidden = !person.started || person.blocked;
    this.blockedBar.hidden = !person.blocked;
    this.menuButton.hidden = person.menu.length === 0;
    const { home } = person;
    this.input.placeholder = person.reply_wanted || (home && !home.folded && home.placeholder) || "Message";
    const invitation = `${person.name} is new here. Press Start to write to ${person.bot_name}.`;
    this.empty.textContent = person.started ? "Nothing was said so far." : person.description || invitation;
    this.tapped.clear();
    this.drawHome();
    this.drawSpinners();
    this.drawEmpty();
  }

  drawEmpty() {
    this.empty.hidden = this.messages.size > 0;
  }

  drawHome() {
    const { home, started, blocked } = this.person;
    this.home.hidden = !home || home.folded || !started || blocked;
    this.unfold.hidden = !home?.folded;
    const look = JSON.stringify(home?.rows ?? []);
    if (look === this.homeLook) return;
    this.homeLook = look;
    this.home.replaceChildren(...(home?.rows ?? []).map((row) => make("div", { className: "row" }, ...row.map((button) =>
      make("button", {
        type: "button", "data-testid": "home-button", onclick: () => this.pressHome(button),
      }, button.asks === "location" ? icon("place") : null, button.label)))));
  }

  pressHome(button) {
    if (button.asks === "location") this.askPlace(button.label);
    else if (button.asks === "contact") this.askContact(button.label);
    else this.say(button.label);
  }

  // ---- messages ------------------------------------------------------------------------------------

  /** Show a message, new or changed. */
  put(message) {
    const known = this.messages.has(message.id);
    this.messages.set(message.id, message);
    const item = bubble(message, this);
    if (known) {
      const old = this.log.querySelector(`[data-message-id="${message.id}"]`);
      const key = old?.contains(document.activeElement) ? document.activeElement.dataset.key ?? "" : null;
      old?.replaceWith(item);
      if (this.atEnd) this.toBottom();
      // A tap that changed the message must not throw keyboard users back to the top of the page.
      if (key !== null) ([...item.querySelectorAll("button")].find((b) => b.dataset.key === key) ?? item).focus({ preventScroll: true });
      return;
    }
    this.addDay(new Date(message.at));
    this.log.append(item);
    if (message.bot) this.typing.hidden = true;
    if (this.atEnd || !message.bot) this.toBottom();
    this.drawEmpty();
  }

  addDay(moment) {
    const day = new Intl.DateTimeFormat("en-GB", {
      weekday: "long", day: "numeric", month: "long", timeZone: this.person.zone,
    }).format(moment);
    if (day === this.lastDay) return;
    this.lastDay = day;
    this.log.append(make("li", { className: "day" }, day));
  }

  /** Show all messages again, as when the view has changed. */
  redraw(messages = [...this.messages.values()]) {
    this.log.setAttribute("aria-live", "off");
    this.log.replaceChildren();
    this.messages.clear();
    this.lastDay = "";
    for (const message of messages) this.put(message);
    this.drawEmpty();
    this.toBottom();
    requestAnimationFrame(() => this.log.setAttribute("aria-live", "polite"));
  }

  isAtEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_PX;
  }

  /** Show the newest message: its end, or its beginning where it is taller than the screen. */
  toBottom() {
    const newest = this.log.lastElementChild;
    const tall = newest && newest.offsetHeight > this.log.clientHeight;
    this.log.scrollTop = tall ? newest.offsetTop - this.log.offsetTop : this.log.scrollHeight;
    this.atEnd = true;
  }

  /** Bring the whole phone into view, with the first thing to press in it. */
  welcome() {
    this.element.scrollIntoView({ block: "nearest" });
    (this.begin.hidden ? this.input : this.begin).focus({ preventScroll: true });
  }

  time(moment) {
    return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: this.person.zone }).format(moment);
  }

  moment(moment) {
    return inFull(moment, this.person.zone);
  }

  // ---- taps ----------------------------------------------------------------------------------------

  waits(messageId, data) {
    return this.tapped.has(`${messageId} ${data}`) || this.person.waiting.some(([id, said]) => id === messageId && said === data);
  }

  drawSpinners() {
    for (const button of this.log.querySelectorAll("button.inline[data-key]")) {
      const id = Number(button.closest("[data-message-id]").dataset.messageId);
      if (this.waits(id, button.dataset.key)) button.setAttribute("aria-busy", "true");
      else button.removeAttribute("aria-busy");
    }
  }

  tap(message, data) {
    this.tapped.add(`${message} ${data}`);
    this.drawSpinners();
    this.act("tap", { message, data });
  }

  toast({ text, alert }) {
    if (!text) return;
    if (alert) {
      const done = make("button", { type: "button", className: "main", onclick: () => this.closeSheet() }, "OK");
      this.openSheet("Message from the bot", [make("p", { dir: "auto", "data-testid": "alert" }, text), done], "alertdialog");
      done.focus();
      return;
    }
    this.toastBox.textContent = text;
    this.toastBox.hidden = false;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => { this.toastBox.hidden = true; }, TOAST_MS);
  }

  showTyping() {
    this.typing.hidden = false;
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => { this.typing.hidden = true; }, TYPING_MS);
  }

  // ---- writing -------------------------------------------------------------------------------------

  async act(verb, rest = {}) {
    const refused = await this.street.post("/act", { person: this.person.id, verb, ...rest });
    if (refused) this.toast({ text: refused, alert: false });
    return !refused;
  }

  say(text) {
    return this.act("say", { text });
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape") {
      this.stopEditing();
      this.commands.hidden = true;
    }
  }

  async send() {
    const text = this.input.value.trim();
    if (!text) return;
    const { editing } = this;
    this.commands.hidden = true;
    this.input.value = "";
    const done = editing ? this.act("edit", { message: editing.id, text }) : this.say(text);
    if (editing) this.stopEditing();
    this.input.focus();
    if (!(await done)) this.input.value = text;
  }

  startEditing(message) {
    this.editing = message;
    this.editBar.hidden = false;
    this.input.value = message.text;
    this.input.focus();
  }

  stopEditing() {
    if (!this.editing) return;
    this.editing = null;
    this.editBar.hidden = true;
    this.input.value = "";
    this.input.focus();
  }

  suggest() {
    const typed = this.input.value;
    if (/^\/\w*$/.test(typed)) this.drawCommands(typed.slice(1));
    else this.commands.hidden = true;
  }

  toggleMenu() {
    if (!this.commands.hidden) this.commands.hidden = true;
    else {
      this.drawCommands("");
      this.commands.querySelector("button")?.focus();
    }
  }

  drawCommands(begin) {
    const fitting = this.person.menu.filter(({ command }) => command.startsWith(begin));
    this.commands.hidden = fitting.length === 0;
    this.commands.replaceChildren(...fitting.map(({ command, description }) => make("li", {}, make("button", {
      type: "button", "data-testid": "command",
      onclick: () => { this.commands.hidden = true; this.input.value = ""; this.say(`/${command}`); this.input.focus(); },
    }, make("b", {}, `/${command}`), make("span", {}, description)))));
  }

  // ---- sheets --------------------------------------------------------------------------------------

  openSheet(title, children, role = "dialog") {
    this.returnTo = document.activeElement;
    this.sheet.setAttribute("role", role);
    this.sheet.setAttribute("aria-label", title);
    this.sheet.replaceChildren(make("h3", {}, title), ...children);
    this.sheet.hidden = false;
    (this.sheet.querySelector("select, input, button") ?? this.sheet).focus();
  }

  closeSheet() {
    this.sheet.hidden = true;
    const back = this.returnTo?.isConnected && !this.returnTo.hidden ? this.returnTo : this.input;
    back.focus();
  }

  choice(label, action, name = "", className = "") {
    return make("button", {
      type: "button", className, "data-testid": name || undefined, onclick: () => { this.closeSheet(); action(); },
    }, label);
  }

  askPlace(label = "Share a place") {
    const places = [
      [`${this.person.name}'s home`, this.person.place],
      ...this.street.phones().filter((other) => other !== this).map((other) => [`${other.person.name}'s home`, other.person.place]),
      ["Nowhere at all (0, 0)", [0, 0]],
    ];
    const field = (name, value) => make("input", { name, value: String(value), inputMode: "decimal", "data-testid": name });
    const lat = field("lat", this.person.place[0]);
    const lon = field("lon", this.person.place[1]);
    const preset = make("select", { "data-testid": "preset" }, ...places.map(([name], index) => make("option", { value: String(index) }, name)));
    preset.onchange = () => { [lat.value, lon.value] = places[Number(preset.value)][1].map(String); };
    this.openSheet(label, [
      make("p", {}, `${this.person.bot_name} will see this place. Share it?`),
      make("label", {}, "Place", preset),
      make("div", { className: "pair" }, make("label", {}, "Latitude", lat), make("label", {}, "Longitude", lon)),
      this.choice("Share this place", () => this.act("place", { lat: lat.value, lon: lon.value }), "share-place", "main"),
      this.choice("No, do not share", () => this.act("refuse_place"), "refuse-place"),
      this.choice("Send only the words, as some apps do", () => this.say(label), "only-label"),
    ]);
  }

  askContact(label) {
    this.openSheet(label, [
      make("p", {}, `${this.person.bot_name} will see this phone number. Share it?`),
      this.choice("Share the number", () => this.act("contact"), "share-contact", "main"),
      this.choice("No, do not share", () => {}, "refuse-contact"),
      this.choice("Send only the words, as some apps do", () => this.say(label)),
    ]);
  }

  showAttachments() {
    this.openSheet("Attach", [
      this.choice("A place", () => this.askPlace()),
      this.choice("My phone number", () => this.askContact("My phone number")),
      this.choice("A voice note", () => this.act("voice")),
      this.choice("A photo", () => this.act("photo")),
      this.choice("A file", () => this.act("document")),
      this.choice("A sticker", () => this.act("sticker")),
      this.choice("Nothing", () => {}),
    ]);
  }

  /** Ask who follows a link that starts the bot. */
  offerOpening(payload) {
    this.openSheet("Open this link as…", [
      ...this.street.phones().map((other) => this.choice(other.person.name, () => other.act("open", { payload }), "open-as")),
      this.choice("Nobody", () => {}),
    ]);
  }

  showSettings() {
    const sizes = make("select", { "data-testid": "text-size" }, ...SIZES.map((percent) =>
      make("option", { value: String(percent), selected: percent === (this.kept.size ?? 100) }, `${percent} %`)));
    sizes.onchange = () => this.resize(Number(sizes.value));
    const spoken = make("input", { type: "checkbox", checked: this.spokenView, "data-testid": "spoken-view" });
    spoken.onchange = () => {
      this.spokenView = spoken.checked;
      this.keep({ spoken: spoken.checked });
      this.redraw();
    };
    const blocked = make("input", { type: "checkbox", checked: this.person.blocked, "data-testid": "block" });
    blocked.onchange = () => this.act(blocked.checked ? "block" : "unblock");
    const transcript = (form, words) => make("a", { href: `/transcript/${this.person.id}.${form}`, download: "" }, words);
    this.openSheet(`${this.person.name}'s phone`, [
      make("label", {}, "Text size", sizes),
      make("label", { className: "tick" }, spoken, "Show what a screen reader says"),
      make("label", { className: "tick" }, blocked, "Has blocked the bot"),
      make("p", {}, "Transcript: ", transcript("txt", "as text"), " or ", transcript("html", "as a page")),
      this.choice("Done", () => {}, "settings-done", "main"),
    ]);
  }

  resize(percent) {
    this.keep({ size: percent });
    this.element.style.setProperty("--scale", String(percent / 100));
    this.toBottom();
  }

  keep(what) {
    this.kept = { ...this.kept, ...what };
    localStorage.setItem(`phone ${this.person.name}`, JSON.stringify(this.kept));
  }
}
