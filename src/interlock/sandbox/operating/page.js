'use strict';
const at = (id) => document.getElementById(id);
const make = (tag, text, name) => { const one = document.createElement(tag); if (text !== undefined) one.textContent = text;
  if (name) one.className = name; return one; };
const ask = async (method, path, body) => {
  const said = { method, headers: { 'content-type': 'application/json' } };
  if (body !== undefined) said.body = JSON.stringify(body);
  const answer = await fetch('/__interlock__/' + path, said);
  const text = await answer.text();
  const data = text ? JSON.parse(text) : {};
  if (!answer.ok) throw new Error(data.title || answer.status);
  return data;
};
const tried = async (work) => { try { at('problem').textContent = ''; await work(); } catch (wrong) { at('problem').textContent = wrong.message; } };
const time = (text) => text ? text.slice(11, 19) : '';
let last = 0, resource = '', kindsShown = false;

function showFaults(faults) {
  at('faults').replaceChildren(...faults.map((one) => {
    const row = make('li', undefined, one.state === 'over' ? 'over' : '');
    row.append(make('span', one.fault));
    row.append(make('span', one.state, one.state === 'there' ? 'there' : 'soft'));
    row.append(make('span', time(one.since) + (one.until ? ' to ' + time(one.until) : ''), 'soft'));
    if (one.state !== 'over') {
      const lift = make('button', 'lift');
      lift.onclick = () => tried(async () => { await ask('DELETE', 'faults/' + one.id); await look(); });
      row.append(lift);
    }
    return row;
  }));
  at('none').hidden = faults.length > 0;
}
function showKinds(kinds) {
  if (kindsShown) return;
  kindsShown = true;
  at('kinds').replaceChildren(...kinds.map((kind) => {
    const one = make('button', kind);
    one.type = 'button';
    one.onclick = () => { at('fault').value = kind + ' for 30 s'; at('fault').focus(); };
    return one;
  }));
}
function showResources(all) {
  const chosen = at('resource');
  if (chosen.options.length !== all.length) {
    chosen.replaceChildren(...all.map((one) => { const option = make('option'); option.value = one.name; return option; }));
    const fullest = all.reduce((best, one) => (one.items > best.items ? one : best), all[0] || { name: '' });
    chosen.value = resource || fullest.name;
  }
  all.forEach((one, i) => { chosen.options[i].textContent = one.name + ' (' + one.items + ')'; });
  resource = chosen.value;
}
function row(cells, detail) {
  const line = make('tr', undefined, 'row');
  cells.forEach(([text, name]) => line.append(make('td', text, name)));
  line.onclick = () => {
    if (line.nextSibling && line.nextSibling.className === 'more') { line.nextSibling.remove(); return; }
    const more = make('tr', undefined, 'more');
    const wide = make('td', detail, 'wide');
    wide.colSpan = cells.length;
    more.append(wide);
    line.after(more);
  };
  return line;
}
const pretty = (text) => { try { return JSON.stringify(JSON.parse(text), null, 2); } catch (wrong) { return text; } };
let catalogue = [], shownOn = '';
async function turn(method, path, body) {
  at('odd').textContent = '';
  try { await ask(method, path, body); } catch (wrong) { at('odd').textContent = wrong.message; }
  await showSwitches();
}
function switchOf(one) {
  const row = make('details', undefined, one.on === null ? '' : 'on');
  const head = make('summary');
  const box = make('input');
  box.type = 'checkbox'; box.checked = one.on !== null; box.setAttribute('aria-label', one.name);
  const amount = make('input');
  const written = () => one.amount === null ? one.name : one.name + '=' + amount.value;
  box.onclick = (event) => event.stopPropagation();
  box.onchange = () => turn(box.checked ? 'POST' : 'DELETE', box.checked ? 'behaviours' : 'behaviours/' + one.name,
    box.checked ? { behaviour: written() } : undefined);
  head.append(box, make('span', one.name));
  row.append(head, make('p', one.does), make('p', 'For example: ' + one.example, 'soft'));
  if (one.amount !== null) {
    const set = make('label', one.unit + ': ', 'amount');
    amount.type = 'number'; amount.step = 'any'; amount.value = one.on ? one.on.split('=')[1] || one.amount : one.amount;
    amount.onchange = () => { if (box.checked) turn('POST', 'behaviours', { behaviour: written() }); };
    set.append(amount); row.append(set);
  }
  return row;
}
function showFound() {
  const open = new Set([...document.querySelectorAll('#switches details.family[open]')].map((one) => one.dataset.family));
  const words = at('sought').value.toLowerCase().split(/[\s_]+/).filter(Boolean);
  const found = catalogue.filter((one) => words.every((word) => (one.name + ' ' + one.does + ' ' + one.example).toLowerCase().includes(word)));
  const families = [...new Set(found.map((one) => one.family))];
  at('switches').replaceChildren(...families.map((family) => {
    const all = found.filter((one) => one.family === family), on = all.filter((one) => one.on !== null).length;
    const group = make('details', undefined, 'family');
    group.dataset.family = family; group.open = words.length > 0 || open.has(family);
    group.append(make('summary', family + ' (' + (on ? on + ' of ' : '') + all.length + ')'), ...all.map(switchOf));
    return group;
  }));
  if (!found.length) at('switches').append(make('p', 'No behaviour is called or described so.', 'soft'));
}
async function showSwitches() {
  catalogue = (await ask('GET', 'behaviours')).behaviours;
  shownOn = JSON.stringify(catalogue.filter((one) => one.on !== null).map((one) => one.on).sort());
  at('on').replaceChildren(...catalogue.filter((one) => one.on !== null).map((one) => {
    const row = make('li');
    const off = make('button', 'switch off');
    off.type = 'button';
    off.onclick = () => turn('DELETE', 'behaviours/' + one.name);
    row.append(make('span', one.on), off);
    return row;
  }));
  showFound();
}
async function look() {
  const state = await ask('GET', 'state');
  at('name').textContent = state.system;
  document.title = state.system + ' (sandbox)';
  at('now').textContent = 'its clock: ' + state.own_time.slice(0, 19).replace('T', ' ') + ' UTC';
  at('count').textContent = state.requests + ' requests';
  at('hooks').textContent = state.webhooks.subscribers.length + ' subscribed, ' + state.webhooks.waiting + ' on the way';
  showFaults(state.faults); showKinds(state.kinds); if (shownOn !== JSON.stringify([...state.behaviours].sort())) await showSwitches(); showResources(state.resources);
  const log = await ask('GET', 'requests?after=' + last);
  last = log.last;
  for (const one of log.requests) {
    const status = one.status === null ? 'no answer' : String(one.status);
    const told = [one.sent && 'sent: ' + pretty(one.sent), one.answered && 'answered: ' + pretty(one.answered)].filter(Boolean);
    at('log').prepend(row([[time(one.at), 'soft'], [one.method], [one.path], [status, one.status === null || one.status >= 400 ? 'bad' : 'good'],
      [one.fault || (one.changed ? 'changed' : ''), 'soft']], one.path + '\n' + (told.join('\n') || 'answers of reads are not kept')));
  }
  while (at('log').children.length > 400) at('log').lastChild.remove();
}
async function showItems() {
  if (!resource) return;
  const found = await ask('GET', 'items/' + encodeURIComponent(resource));
  at('total').textContent = found.total > found.items.length ? 'the first ' + found.items.length + ' of ' + found.total : found.total + ' items';
  at('items').replaceChildren(...found.items.map((one) => row(
    [[one.id, one.deleted ? 'bad' : ''], ['v' + one.version, 'soft'], [JSON.stringify(one.body)]],
    (one.deleted ? 'deleted\n' : '') + JSON.stringify(one.body, null, 2))));
}
at('add').onsubmit = (event) => { event.preventDefault();
  tried(async () => { await ask('POST', 'faults', { fault: at('fault').value }); at('fault').value = ''; await look(); }); };
at('liftall').onclick = () => tried(async () => { await ask('DELETE', 'faults'); await look(); });
at('resource').onchange = () => { resource = at('resource').value; tried(showItems); };
at('again').onclick = () => tried(showItems);
at('search').onsubmit = (event) => event.preventDefault();
at('sought').oninput = showFound;
const again = async () => { try { await look(); } catch (wrong) { at('count').textContent = 'the sandbox does not answer'; } setTimeout(again, 1000); };
look().then(showItems).finally(() => setTimeout(again, 1000));
