// One message on a phone: its words as nodes (never as HTML), what it carries, and its buttons.

/** Make an element with properties, attributes (keys with a dash, or role and for) and children. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (key.includes("-") || key === "role" || key === "for" || key === "list") element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const PATHS = {
  send: "M3.5 12 20 4.5 15 20l-3.6-6.2L3.5 12Zm7.9 1.8L20 4.5",
  menu: "M15 4 9 20",
  attach: "M12 5v14M5 12h14",
  place: "M12 21s7-6 7-11a7 7 0 1 0-14 0c0 5 7 11 7 11Zm0-8.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z",
  keyboard: "M4 7h16v10H4Zm3 3.3v.01M11 10.3v.01M15 10.3v.01M8 14h8",
  more: "M12 6v.01M12 12v.01M12 18v.01",
  file: "M7 3h7l5 5v13H7V3Zm7 0v5h5",
  person: "M12 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM5 20c.6-4 3.4-6 7-6s6.4 2 7 6",
  sound: "M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4Zm-6 7.5a6 6 0 0 0 12 0M12 17.5V20",
  out: "M9 5h10v10M19 5 6 18",
};

/** Return a moment in full, as Goodturn writes it: "Tuesday 24 November 2026, 09:00". */
export function inFull(moment, zone) {
  const format = new Intl.DateTimeFormat("en-GB", {
    weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZone: zone,
  });
  const part = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  return `${part.weekday} ${part.day} ${part.month} ${part.year}, ${part.hour}:${part.minute}`;
}

/** Return a small line drawing that screen readers pass over. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "icon");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", spoiler: "span",
};

function deepLink(address, bot) {
  const match = /(?:^|\/\/)t\.me\/([A-Za-z0-9_]+)(?:\?start=([A-Za-z0-9_-]*))?$/.exec(address);
  return match && match[1].toLowerCase() === bot.username.toLowerCase() ? match[2] ?? "" : null;
}

/** Say whether an address lets the bot into a group that whoever follows it then chooses. */
function leadsToGroup(address, bot) {
  const match = /(?:^|\/\/)t\.me\/([A-Za-z0-9_]+)\?startgroup=/.exec(address);
  return match !== null && match[1].toLowerCase() === bot.username.toLowerCase();
}

/** Return what a click on an address does: a start of the bot by someone, or a new tab. */
export function link(address, children, phone) {
  if (leadsToGroup(address, phone.bot)) {
    return make("button", {
      type: "button", className: "link", "data-testid": "group-link",
      onclick: () => phone.act("follow", { url: address }),
    }, ...children);
  }
  const payload = deepLink(address, phone.bot);
  if (payload !== null) {
    return make("button", {
      type: "button", className: "link", "data-testid": "deep-link",
      onclick: () => phone.offerOpening(payload),
    }, ...children);
  }
  const whole = /^[a-z]+:/i.test(address) ? address : `https://${address}`;
  if (!/^(https?|mailto|tel):/i.test(whole)) return make("span", {}, ...children);
  return make("a", { href: whole, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

function wrap(entity, children, text, phone) {
  const value = text.slice(entity.offset, entity.offset + entity.length);
  switch (entity.type) {
    case "text_link": return link(entity.url, children, phone);
    case "url": return link(value, children, phone);
    case "email": return link(`mailto:${value}`, children, phone);
    case "bot_command":
      return make("button", { type: "button", className: "link", onclick: () => phone.say(value) }, ...children);
    case "mention": case "hashtag": return make("span", { className: "mention" }, ...children);
    case "spoiler": {
      const cover = make("button", { type: "button", className: "spoiler", "aria-label": "Hidden words, show them" });
      cover.onclick = () => cover.replaceWith(...children);
      cover.append("hidden words");
      return cover;
    }
    case "expandable_blockquote":
      return make("details", { className: "quote" }, make("summary", {}, "Quote"), make("blockquote", {}, ...children));
    case "date_time": {
      const moment = new Date(entity.unix_time * 1000);
      return make("time", { dateTime: moment.toISOString(), title: phone.moment(moment) }, ...children);
    }
    default: return make(TAGS[entity.type] ?? "span", {}, ...children);
  }
}

/** Return a text with its entities as nodes; offsets are UTF-16 units, as in JavaScript's own strings. */
export function formatted(text, entities, phone, begin = 0, end = text.length) {
  const nodes = [];
  let position = begin;
  const inside = entities.filter((entity) => entity.offset >= begin && entity.offset + entity.length <= end);
  while (inside.length) {
    const entity = inside.shift();
    if (entity.offset < position) continue;
    if (entity.offset > position) nodes.push(text.slice(position, entity.offset));
    const limit = entity.offset + entity.length;
    nodes.push(wrap(entity, formatted(text, inside, phone, entity.offset, limit), text, phone));
    position = limit;
  }
  if (position < end) nodes.push(text.slice(position, end));
  return nodes;
}

function size(bytes) {
  return bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(bytes < 10240 ? 1 : 0)} kB`;
}

function carried(message) {
  const { file, extra } = message;
  if (file?.kind === "photo") {
    return make("img", {
      src: file.url, alt: message.text ? `Photo: ${message.text}` : "Photo", className: "photo",
      width: Math.max(file.width, 90), height: Math.max(file.height, 90),
    });
  }
  if (file) {
    const names = { voice: `Voice note, ${file.duration_s} seconds`, sticker: "Sticker", document: file.name };
    const words = [make("b", {}, names[file.kind] || "File"), make("small", {}, size(file.size_bytes))];
    const save = { href: file.url, download: file.name || "file", className: "card", "data-testid": "document" };
    return make("a", save, icon(file.kind === "voice" ? "sound" : "file"), make("span", {}, ...words));
  }
  if (extra.location) {
    const { latitude, longitude } = extra.location;
    const point = `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
    const words = extra.venue ? [make("b", {}, extra.venue.title), make("small", {}, extra.venue.address)]
      : [make("b", {}, "A place"), make("small", {}, point)];
    return make("div", { className: "card" }, icon("place"), make("span", {}, ...words));
  }
  if (extra.contact) {
    const words = [make("b", {}, extra.contact.first_name), make("small", {}, extra.contact.phone_number)];
    return make("div", { className: "card" }, icon("person"), make("span", {}, ...words));
  }
  return null;
}

function inlineButton(button, message, phone) {
  const properties = {
    type: "button", "data-testid": "button", "data-style": button.style ?? undefined,
    className: "inline", "data-key": button.data ?? button.url ?? "",
  };
  if (button.data !== null) {
    const waits = phone.waits(message.id, button.data);
    return make("button", {
      ...properties, "aria-busy": waits ? "true" : undefined,
      onclick: () => phone.tap(message.id, button.data),
    }, button.label);
  }
  const follow = link(button.url ?? "", [button.label, icon("out")], phone);
  follow.classList.add("inline");
  follow.dataset.testid = "button";
  return follow;
}

/** Return a message as a list item. */
export function bubble(message, phone) {
  const who = message.bot ? phone.person.bot_name : phone.person.name;
  const moment = new Date(message.at);
  const item = make("li", {
    className: `message ${message.bot ? "theirs" : "own"}`, "data-testid": "message",
    "data-from": message.bot ? "bot" : "person", "data-message-id": message.id, tabIndex: -1,
  });
  if (message.deleted) {
    item.className = "gone";
    item.append(`${who} deleted a message`);
    return item;
  }
  if (phone.spokenView) {
    item.className = "spoken";
    item.append(make("p", {}, `${who}, ${phone.time(moment)}. ${message.spoken}`));
  } else {
    const body = make("div", { className: "bubble" });
    body.append(make("span", { className: "heard" }, `${who}: `));
    if (message.forwarded) body.append(make("small", { className: "quiet" }, "Forwarded"));
    if (message.reply_to) {
      const original = phone.messages.get(message.reply_to);
      body.append(make("div", { className: "reply", dir: "auto" }, original?.text.slice(0, 80) || "An earlier message"));
    }
    const cargo = carried(message);
    if (cargo) body.append(cargo);
    if (message.text) {
      body.append(make("div", { className: "text", dir: "auto", lang: phone.person.language }, ...formatted(message.text, message.entities, phone)));
    }
    const marks = make("div", { className: "marks" });
    if (!message.bot && message.text && !message.file) {
      marks.append(make("button", {
        type: "button", className: "edit", "data-testid": "edit", onclick: () => phone.startEditing(message),
      }, "Edit"));
    }
    if (message.edited) marks.append("edited ");
    if (message.silent) marks.append("silent ");
    marks.append(make("time", { dateTime: message.at, title: phone.moment(moment) }, phone.time(moment)));
    body.append(marks);
    if (message.reaction) body.append(make("span", { className: "reaction" }, message.reaction));
    item.append(body);
  }
  if (message.rows.length) {
    const rows = message.rows.map((row) => make("div", { className: "row" },
      ...row.map((button) => inlineButton(button, message, phone))));
    item.append(make("div", { className: "buttons" }, ...rows));
  }
  return item;
}
