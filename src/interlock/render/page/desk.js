"use strict";
(() => {
  const shown = JSON.parse(document.getElementById("shown").textContent);
  const MOST = 200, LONGEST = 2000;
  const place = "interlock reply " + shown.file + " " + [...Object.values(shown.layers), ...Object.values(shown.accepts).map((one) => one.digest)].join(" ");
  const byId = (id) => document.getElementById(id);
  let state = { from: { name: "", company: "", contact: "" }, said: [], answers: {}, agreed: [], accepted: [] };
  let keeps = true;

  // What is typed becomes one line of characters that can be seen.
  const tidy = (text) => String(text).replace(/[\ud800-\udbff](?![\udc00-\udfff])|(^|[^\ud800-\udbff])[\udc00-\udfff]/g, "$1")
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").replace(/\s+/g, " ").trim().slice(0, LONGEST);
  const make = (tag, text, kind) => {
    const one = document.createElement(tag);
    if (text) one.textContent = text;
    if (kind) one.className = kind;
    return one;
  };
  const button = (text, kind, act) => {
    const one = make("button", text, kind);
    one.type = "button";
    one.addEventListener("click", act);
    return one;
  };

  const remember = () => {
    try { localStorage.setItem(place, JSON.stringify(state)); keeps = true; } catch (refused) { keeps = false; }
    byId("kept").textContent = keeps ? "" : "This browser keeps nothing for this page: save your reply before you close it.";
  };
  const recall = () => {
    try {
      const old = JSON.parse(localStorage.getItem(place) || "null");
      if (old && Array.isArray(old.said) && old.from && old.answers && Array.isArray(old.agreed) && Array.isArray(old.accepted)) state = old;
    } catch (refused) { keeps = false; }
  };

  // What was said, beside its row and in the list at the end

  const show = () => {
    document.querySelectorAll(".mine").forEach((one) => one.remove());
    const list = byId("said");
    list.replaceChildren();
    state.said.forEach((one, number) => {
      const words = (one.kind === "proposal" ? "Proposal" : "Question") + (one.about ? " about " + one.about : "") + ": " + one.text;
      list.append(line(words, () => state.said.splice(number, 1)));
      const row = one.about && [...document.querySelectorAll("[data-ref]")].find((each) => each.dataset.ref === one.about);
      if (row) spot(row).append(make("div", (one.kind === "proposal" ? "You propose: " : "You ask: ") + one.text, "mine"));
    });
    Object.entries(state.answers).forEach(([key, one]) => {
      list.append(line("Answer to “" + one.question + "”: " + one.text, () => delete state.answers[key]));
    });
    if (!list.children.length) list.append(make("li", "Nothing yet. Each row has a button “Ask”.", "quiet"));
    document.querySelectorAll("textarea[data-key]").forEach((one) => {
      if (document.activeElement !== one) one.value = (state.answers[one.dataset.key] || { text: "" }).text;
    });
  };
  const line = (words, undo) => {
    const item = make("li");
    const text = make("span", words);
    text.dir = "auto";
    item.append(text, button("Remove", "ask", () => { undo(); remember(); show(); }));
    return item;
  };
  const spot = (row) => (row.matches("tr") ? row.lastElementChild : row.matches("section") ? row.querySelector(".tell") || row : row.querySelector("dd") || row);

  // Asking and proposing

  const compose = (about, after) => {
    document.querySelectorAll(".composer").forEach((one) => one.remove());
    const form = make("form", "", "composer");
    const kinds = make("fieldset");
    kinds.append(make("legend", about ? "About " + about : "About the whole document"));
    [["question", "I ask"], ["proposal", "I propose"]].forEach(([value, words], number) => {
      const label = make("label"), input = make("input");
      input.type = "radio"; input.name = "kind"; input.value = value; input.checked = number === 0;
      label.append(input, words);
      kinds.append(label);
    });
    const label = make("label", "In your words"), text = make("textarea");
    text.maxLength = LONGEST; text.required = true;
    label.append(text);
    const go = make("p", "", "go");
    go.append(make("button", "Add to my reply"), button("Cancel", "ghost", () => { form.remove(); after.focus(); }));
    form.append(kinds, label, go);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const said = tidy(text.value);
      if (said && state.said.length < MOST) state.said.push({ kind: form.elements.kind.value, about, text: said });
      form.remove(); remember(); show(); after.focus();
    });
    const row = after.closest("tr");
    if (row) {
      const wrap = make("tr", "", "composer"), cell = make("td");
      form.className = "";
      cell.colSpan = row.children.length;
      cell.append(form); wrap.append(cell); row.after(wrap);
      form.remove = () => wrap.remove();
    } else (after.id === "general" ? after : after.parentElement).after(form);
    text.focus();
  };
  document.querySelectorAll("[data-ref]").forEach((row) => {
    const ask = button("Ask", "ask", () => compose(row.dataset.ref, ask));
    ask.setAttribute("aria-label", "Ask about " + row.dataset.ref);
    const where = row.matches("tr") ? row.firstElementChild : row.matches("section") ? row.querySelector(".name") : row.querySelector("dd") || row;
    (where || row).append(ask);
  });
  byId("general").addEventListener("click", () => compose("", byId("general")));

  // Answering what is open

  document.querySelectorAll("[data-question]").forEach((one) => {
    const key = one.dataset.point || one.dataset.about + "\n" + one.dataset.question;
    const label = make("label", "Your answer"), text = make("textarea");
    text.maxLength = LONGEST; text.dataset.key = key;
    // At each key, not when the field is left: what then grows would move the button under a finger on its way.
    text.addEventListener("input", () => {
      const said = tidy(text.value);
      if (said) state.answers[key] = { point: one.dataset.point || "", about: one.dataset.about, question: one.dataset.question, text: said };
      else delete state.answers[key];
      remember(); show();
    });
    label.append(text);
    one.append(label);
  });

  // Who, and agreeing

  const who = byId("who");
  const fill = () => {
    ["name", "company", "contact"].forEach((key) => { who.elements[key].value = state.from[key] || ""; });
    document.querySelectorAll("input[name=agree]").forEach((one) => { one.checked = state.agreed.includes(one.value); });
    document.querySelectorAll("input[name=accept]").forEach((one) => { one.checked = state.accepted.includes(one.value); });
  };
  who.addEventListener("input", () => {
    ["name", "company", "contact"].forEach((key) => { state.from[key] = tidy(who.elements[key].value).slice(0, 200); });
    remember();
  });
  who.addEventListener("submit", (event) => event.preventDefault());
  [["agree", "agreed"], ["accept", "accepted"]].filter(([id]) => byId(id)).forEach(([id, key]) => byId(id).addEventListener("change", () => {
    state[key] = [...document.querySelectorAll("input[name=" + id + "]:checked")].map((one) => one.value);
    remember();
  }));

  // The reply

  const reply = () => {
    const answers = Object.values(state.answers).map((one) => ({ about: one.about, point: one.point, question: one.question, text: one.text }));
    const pick = (kind) => state.said.filter((one) => one.kind === kind).map((one) => ({ about: one.about, text: one.text }));
    const content = {
      acceptances: state.accepted.map((of) => ({ digest: shown.accepts[of].digest, of })), answers, approvals: state.agreed.map((layer) => ({ digest: shown.layers[layer], layer })),
      document: { file: shown.file, layers: shown.layers, version: shown.version },
      from: { company: state.from.company, contact: state.from.contact, name: state.from.name },
      made_at: new Date().toISOString().slice(0, 19) + "Z", proposals: pick("proposal"), questions: pick("question"),
      schema: shown.schema,
    };
    return JSON.stringify({ ...content, digest: sha256(JSON.stringify(sorted(content))) }, null, 1) + "\n";
  };
  const sorted = (value) => Array.isArray(value) ? value.map(sorted)
    : value && typeof value === "object" ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])])) : value;
  const plain = (name) => name.trim().toLowerCase().replace(/^((dr|prof|mr|mrs|ms|mx|ing|dipl|mag|sir|dame)\.? )+/, "");
  const ready = () => {
    const missing = !state.from.name ? "name" : !state.from.company ? "company" : "";
    const empty = !state.said.length && !Object.keys(state.answers).length && !state.agreed.length && !state.accepted.length;
    // Whoever takes up the reply would have to refuse it: only an end user can accept.
    const people = state.accepted.length ? shown.accepts[state.accepted[0]].people : [state.from.name];
    const stranger = !missing && !people.some((one) => plain(one) === plain(state.from.name));
    tell(missing ? "Please say who you are: your " + missing + " is missing." : empty ? "There is nothing in your reply yet."
      : stranger ? "Only " + people.join(" or ") + " can accept; write your name as it stands there, or take back what you accepted." : "", true);
    if (missing || stranger) who.elements[missing || "name"].focus();
    return !missing && !empty && !stranger;
  };
  const tell = (words, wrong) => { const told = byId("told"); told.textContent = words; told.classList.toggle("wrong", Boolean(wrong && words)); };
  byId("save").addEventListener("click", () => {
    if (!ready()) return;
    const link = make("a");
    const name = (shown.file.replace(/\.interlock\.md$/, "") + "." + state.from.name).replace(/[^\p{L}\p{N}._-]+/gu, "-");
    link.href = URL.createObjectURL(new Blob([reply()], { type: "application/json" }));
    link.download = name.toLowerCase() + ".reply.json";
    document.body.append(link); link.click(); link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    tell("Saved as " + link.download + ". Send this file back; whoever sent you the page knows what to do with it.");
  });
  byId("copy").addEventListener("click", () => {
    if (!ready()) return;
    byId("text-label").hidden = false;
    byId("text").value = reply();
    byId("text").focus(); byId("text").select();
  });

  // FIPS 180-4: browsers offer their own only to pages from the web, and this one is a file.
  const sha256 = (text) => {
    const rotate = (x, n) => (x >>> n) | (x << (32 - n)), H = [], K = [];
    for (let n = 2; K.length < 64; n++) {
      let prime = true;
      for (let d = 2; d * d <= n; d++) if (n % d === 0) { prime = false; break; }
      if (!prime) continue;
      if (H.length < 8) H.push((Math.sqrt(n) % 1) * 4294967296 | 0);
      K.push((Math.cbrt(n) % 1) * 4294967296 | 0);
    }
    const bytes = new TextEncoder().encode(text), blocks = Math.ceil((bytes.length + 9) / 64);
    const data = new DataView(new ArrayBuffer(blocks * 64));
    bytes.forEach((byte, i) => data.setUint8(i, byte));
    data.setUint8(bytes.length, 128);
    data.setUint32(blocks * 64 - 4, bytes.length * 8);
    for (let block = 0; block < blocks; block++) {
      const W = [];
      for (let i = 0; i < 64; i++) {
        if (i < 16) { W.push(data.getUint32(block * 64 + i * 4) | 0); continue; }
        const a = W[i - 15], b = W[i - 2];
        W.push((W[i - 16] + (rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3)) + W[i - 7] + (rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10))) | 0);
      }
      let [a, b, c, d, e, f, g, h] = H;
      for (let i = 0; i < 64; i++) {
        const one = (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
        const two = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
      }
      [a, b, c, d, e, f, g, h].forEach((word, i) => { H[i] = (H[i] + word) | 0; });
    }
    return H.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  };

  recall(); fill(); show();
  if (!keeps) remember();
})();
