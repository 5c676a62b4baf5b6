'use strict';
// The console: one page that calls the JSON API of its own server. Text from headlines and pages only ever becomes text nodes.
(() => {
  const PAGE_SIZE = 200;
  const MAX_EXPLAINED = { fast: 1000, accurate: 100 };
  const BANDS = ['NONE', 'SLIGHT', 'CONSIDERABLE', 'HEAVY'];
  const BAIT = ['CONSIDERABLE', 'HEAVY'];
  // The contributions to the logit from which a word is colored weakly, more, and strongly.
  const STRENGTHS = [0.3, 0.7, 1.3];
  const GRADES = [
    'states what the story is', 'teases, but states the point',
    'withholds the point, or uses exaggeration, emotion or direct address', 'does both',
  ];
  const $ = id => document.getElementById(id);
  const state = { key: '', author: '', info: null, topics: [], entries: [], visible: [], limit: PAGE_SIZE, file: null, scored: 0, polls: [] };

  // ---- elements -------------------------------------------------------------------------------------------------------

  function element(name, properties = {}, ...children) {
    const created = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (key === 'class') created.className = value;
      else if (key.startsWith('on')) created.addEventListener(key.slice(2), value);
      else if (key in created && key !== 'list') created[key] = value;
      else created.setAttribute(key, value);
    }
    created.append(...children.filter(child => child !== null && child !== undefined));
    return created;
  }

  function svg(name, attributes, ...children) {
    const created = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) created.setAttribute(key, value);
    created.append(...children);
    return created;
  }

  const percent = score => `${Math.round(100 * score)}\u00a0%`;
  const signed = value => (value < 0 ? '−' : '+') + Math.abs(value).toFixed(2);
  const count = value => Number(value).toLocaleString('en');
  const plural = (value, noun) => `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
  const band = clickbait => (clickbait?.band ?? '').replace('CLICKBAIT_BAND_', '');

  function alert(message) {
    $('alert').textContent = message;
    $('alert').hidden = !message;
  }

  // ---- calls ----------------------------------------------------------------------------------------------------------

  async function call(path, body, type = 'application/json') {
    const headers = {};
    if (state.key) headers['x-api-key'] = state.key;
    if (body !== undefined) headers['content-type'] = type;
    let response;
    try {
      response = await fetch(path, {
        method: body === undefined ? 'GET' : 'POST', headers, credentials: 'omit', cache: 'no-store',
        body: body === undefined || typeof body === 'string' || body instanceof Blob ? body : JSON.stringify(body),
      });
    } catch {
      throw new Error('The server does not answer. Is it still running?');
    }
    const answer = await response.json().catch(() => ({ message: `The server answered with status ${response.status}.` }));
    if (response.ok) return answer;
    if (response.status === 401 && await askForKey(answer.message)) return call(path, body, type);
    const wait = response.headers.get('retry-after');
    throw new Error(answer.message + (wait ? ` Try again in ${wait} s.` : ''));
  }

  // The key is kept in memory only: it is gone when the page is closed or loaded again.
  let asking = null;
  function askForKey(reason) {
    asking ??= new Promise(resolve => {
      const dialog = $('key-dialog');
      $('key-input').value = '';
      if (state.key && reason) $('key-note').textContent = reason;
      dialog.addEventListener('close', () => {
        asking = null;
        const used = dialog.returnValue === 'use' && $('key-input').value.trim().length > 0;
        if (used) state.key = $('key-input').value.trim();
        $('key-input').value = '';
        $('key').hidden = false;
        resolve(used);
      }, { once: true });
      dialog.returnValue = '';
      dialog.showModal();
    });
    return asking;
  }

  // ---- words ----------------------------------------------------------------------------------------------------------

  function colored(text, classification, href, name = 'p') {
    const heading = element(name, { class: 'headline' });
    let target = heading;
    if (/^https?:/i.test(href ?? '')) {
      target = element('a', { href, rel: 'noopener noreferrer nofollow', target: '_blank' });
      heading.append(target);
    }
    let at = 0;
    const words = (classification?.reasons ?? [])
      .filter(reason => reason.target === 'clickbait' && reason.end > reason.start)
      .sort((a, b) => a.start - b.start);
    for (const { start, end, contribution } of words) {
      const strength = STRENGTHS.filter(min => Math.abs(contribution) >= min).length;
      if (start < at || strength === 0) continue;
      target.append(text.slice(at, start), element('mark', {
        class: `${contribution > 0 ? 'up' : 'down'} s${strength}`, title: signed(contribution),
      }, text.slice(start, end)));
      at = end;
    }
    target.append(text.slice(at));
    return heading;
  }

  function bandOf(classification) {
    const cell = element('div', { class: 'band ' + band(classification.clickbait) });
    if (!classification.clickbait) return cell;
    const fill = element('i');
    fill.style.width = `${100 * classification.clickbait.score}%`;
    cell.append(
      element('span', { class: 'grade' }, element('span', { class: 'number' }, percent(classification.clickbait.score)), ' ', band(classification.clickbait).toLowerCase()),
      element('span', { class: 'meter', 'aria-hidden': 'true' }, fill));
    return cell;
  }

  function topicsOf(classification) {
    const items = classification.topics.map(topic =>
      element('li', {}, topic.label, ' ', element('span', { class: 'number' }, percent(topic.score))));
    return element('ul', { class: 'topics' }, ...(items.length ? items : [element('li', {}, 'no topic above its threshold')]));
  }

  function sumsOf(classification, target, name) {
    const base = classification.bases.find(logit => logit.target === target);
    const rows = classification.reasons.filter(reason => reason.target === target).map(reason =>
      element('tr', {},
        element('th', { scope: 'row' }, reason.end > reason.start ? `“${reason.text}”` : reason.text),
        element('td', {}, signed(reason.contribution))));
    if (base) {
      rows.unshift(element('tr', {}, element('th', { scope: 'row' }, 'base'), element('td', {}, signed(base.base))));
      rows.push(element('tr', { class: 'total' }, element('th', { scope: 'row' }, 'logit'), element('td', {}, signed(base.logit))));
    }
    const note = base ? 'exact sum' : 'estimates: the fall of the logit when a word is left out';
    return element('table', { class: 'sums' }, element('caption', {}, `${name}, ${note}`), element('tbody', {}, ...rows));
  }

  // ---- scoring --------------------------------------------------------------------------------------------------------

  function readInput() {
    const text = $('input').value;
    if (state.file) return { page: state.file, type: 'text/html' };
    if (/^\s*</.test(text) || /<\/(a|li|h\d|html|body)>/i.test(text)) return { page: text, type: 'text/html; charset=utf-8' };
    return { lines: text.split(/\r?\n/).map(line => line.trim()).filter(Boolean) };
  }

  async function score() {
    alert('');
    const { page, type, lines } = readInput();
    const model = $('model').value;
    const limits = state.info?.limits;
    if (!page && lines.length === 0) { alert('Type or paste a headline first.'); $('input').focus(); return; }
    if (lines && limits && lines.length > limits.maxBatchItems) {
      alert(`These are ${plural(lines.length, 'headline')}; the maximum is ${count(limits.maxBatchItems)}. Use the command line for longer lists.`);
      return;
    }
    const started = performance.now();
    $('submit').disabled = true;
    $('status').textContent = 'Scoring…';
    try {
      const options = { model, explain: page !== undefined || lines.length <= MAX_EXPLAINED[model] };
      if ($('cluster').checked && (page || !limits || lines.length <= limits.maxClusteredHeadlines)) options.cluster = true;
      if (page) {
        const query = new URLSearchParams(Object.entries(options).map(([name, value]) => [`options.${name}`, value]));
        state.entries = readPage(await call(`/v1/pages:classify?${query}`, page, type));
      } else {
        const answer = await call('/v1/headlines:classifyBatch', { items: lines.map(headline => ({ headline })), options });
        state.entries = answer.results.map((result, i) => ({
          text: lines[i], classification: result.classification, error: result.error, story: result.story,
        }));
      }
      state.entries.forEach((entry, i) => { entry.index = i; });
      state.model = model;
      state.limit = PAGE_SIZE;
      state.scored += state.entries.length;
      show(Math.round(performance.now() - started), Boolean(page));
    } catch (error) {
      alert(error.message);
      $('status').textContent = '';
    } finally {
      $('submit').disabled = false;
    }
  }

  function readPage(answer) {
    const entries = [];
    if (answer.classification) {
      entries.push({ text: answer.headline, classification: answer.classification, place: 'Headline of the page', story: answer.story });
    }
    for (const module of answer.modules) {
      const sponsored = module.kind === 'PAGE_MODULE_KIND_SPONSORED' ? ' · sponsored' : '';
      for (const item of module.items) {
        entries.push({
          text: item.text, href: item.href, classification: item.classification, error: item.error, story: item.story,
          place: `${module.title || `List ${module.position}`}${sponsored} · ${item.position}`,
        });
      }
    }
    return entries;
  }

  function show(milliseconds, isPage) {
    const scored = state.entries.filter(entry => entry.classification);
    const bait = scored.filter(entry => BAIT.includes(band(entry.classification.clickbait)));
    const stories = new Set(scored.map(entry => entry.story)).size;
    const figure = (value, name) => element('p', { class: 'figure' }, element('b', {}, value), element('span', {}, name));
    $('summary').replaceChildren(
      figure(count(scored.length), scored.length === 1 ? 'headline' : 'headlines'),
      figure(scored.length ? percent(bait.length / scored.length) : '–', 'clickbait (considerable or heavy)'),
      ...(scored.some(entry => entry.story) && stories < scored.length ? [figure(count(stories), stories === 1 ? 'story' : 'stories')] : []),
      mixOf(scored));
    const topics = [...new Set(scored.map(entry => topicOf(entry)))].sort();
    $('filter-topic').replaceChildren(new Option('all', ''), ...topics.map(topic => new Option(topic, topic)));
    for (const id of ['filter-band', 'filter-language', 'sort', 'search']) $(id).value = '';
    $('results').hidden = false;
    const versions = scored[0]?.classification.modelVersions;
    const answered = new Set(scored.map(entry => `topic ${entry.classification.modelVersions.topic}, clickbait ${entry.classification.modelVersions.clickbait}`));
    $('answered').textContent = versions
      ? `Answered by the ${state.model} model: ${[...answered].join('; ')} · ${count(milliseconds)} ms`
      : '';
    $('legend-note').textContent = scored.some(entry => entry.classification.reasonsEstimated)
      ? 'of clickbait; estimated. “Why?” has the figures.' : 'of clickbait, in three strengths. “Why?” has the exact sums.';
    $('status').textContent = scored.length === 0 && isPage
      ? 'No headlines were found on this page.' : `${plural(scored.length, 'headline')} scored, ${percent(bait.length / Math.max(1, scored.length))} clickbait.`;
    if (state.entries.length === 0) alert('No headlines were found on this page.');
    render();
  }

  const topicOf = entry => entry.classification?.topics[0]?.label ?? 'none';

  function mixOf(scored) {
    const counts = BANDS.map(name => scored.filter(entry => band(entry.classification.clickbait) === name).length);
    const bar = svg('svg', { viewBox: '0 0 100 1', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
    let at = 0;
    counts.forEach((value, i) => {
      const width = 100 * value / Math.max(1, scored.length);
      bar.append(svg('rect', { x: at, y: 0, width, height: 1, class: BANDS[i] }));
      at += width;
    });
    return element('div', { class: 'mix' }, bar, element('ul', {}, ...counts.map((value, i) =>
      element('li', { class: BANDS[i] }, `${BANDS[i].toLowerCase()} ${count(value)}`))));
  }

  // ---- list -----------------------------------------------------------------------------------------------------------

  const scoreOf = entry => entry.classification?.clickbait?.score ?? -1;
  const orders = {
    'score': (a, b) => scoreOf(b) - scoreOf(a),
    '-score': (a, b) => scoreOf(a) - scoreOf(b),
    'text': (a, b) => a.text.localeCompare(b.text),
    'topic': (a, b) => topicOf(a).localeCompare(topicOf(b)) || scoreOf(b) - scoreOf(a),
  };

  function filter() {
    const words = $('search').value.toLowerCase().split(/\s+/).filter(Boolean);
    const [wanted, topic, language] = [$('filter-band').value, $('filter-topic').value, $('filter-language').value];
    const shown = state.entries.filter(entry => {
      const lower = entry.text.toLowerCase();
      const name = band(entry.classification?.clickbait);
      return words.every(word => lower.includes(word))
        && (!wanted || (wanted === 'bait' ? BAIT.includes(name) : name === wanted))
        && (!topic || topicOf(entry) === topic)
        && (!language || String(entry.classification?.languageSupported) === language);
    });
    const order = orders[$('sort').value];
    if (order) shown.sort((a, b) => order(a, b) || a.index - b.index);
    return shown;
  }

  // Headlines of a story follow its first one.
  function group(shown) {
    const stories = Map.groupBy
      ? Map.groupBy(shown, entry => entry.story || `single ${entry.index}`)
      : shown.reduce((map, entry) => {
        const story = entry.story || `single ${entry.index}`;
        return map.set(story, [...(map.get(story) ?? []), entry]);
      }, new Map());
    return [...stories.values()].flatMap(story => story.map((entry, i) => ({ entry, follows: i > 0, size: story.length })));
  }

  function render() {
    const shown = filter();
    state.visible = group(shown);
    $('list').replaceChildren(...state.visible.slice(0, state.limit).map(build));
    $('more').hidden = state.visible.length <= state.limit;
    $('shown').textContent = shown.length === state.entries.length
      ? '' : `${count(shown.length)} of ${plural(state.entries.length, 'headline')}`;
  }

  function build({ entry, follows, size }) {
    if (!entry.classification) {
      return element('li', { class: 'item' }, element('div', { class: 'band' }, 'not scored'),
        element('div', { class: 'body' }, element('p', { class: 'headline' }, entry.text), element('p', { class: 'note' }, entry.error?.message ?? '')));
    }
    const classification = entry.classification;
    const tags = element('div', { class: 'tools' });
    if (size > 1 && !follows) tags.append(element('span', { class: 'tag' }, `same story: ${size} headlines`));
    if (!classification.languageSupported) tags.append(element('span', { class: 'tag' }, 'not English: the scores mean little'));
    const row = element('li', { class: follows ? 'item in-story' : 'item' });
    const why = element('button', { type: 'button', class: 'small', 'aria-expanded': 'false' }, 'Why?');
    why.addEventListener('click', () => toggleWhy(row, why, entry));
    tags.append(why, element('button', { type: 'button', class: 'small', onclick: () => addCandidate(entry.text) }, 'Compare'));
    if (state.info?.feedbackLimits) {
      const wrong = element('button', { type: 'button', class: 'small', 'aria-expanded': 'false' }, 'That is wrong');
      wrong.addEventListener('click', () => toggleFeedback(row, wrong, entry));
      tags.append(wrong);
    }
    row.append(bandOf(classification), element('div', { class: 'body' },
      entry.place ? element('p', { class: 'place' }, entry.place) : null,
      colored(entry.text, classification, entry.href), element('div', { class: 'under' }, topicsOf(classification), tags)));
    return row;
  }

  async function toggleWhy(row, button, entry) {
    const open = row.querySelector('.details');
    button.setAttribute('aria-expanded', String(!open));
    if (open) { open.remove(); return; }
    try {
      if (entry.classification.reasons.length === 0) {
        const answer = await call('/v1/headlines:classify', { headline: entry.text, options: { explain: true, model: state.model } });
        entry.classification.reasons = answer.classification.reasons;
        entry.classification.bases = answer.classification.bases;
        row.querySelector('.headline').replaceWith(colored(entry.text, entry.classification, entry.href));
      }
      const tables = [sumsOf(entry.classification, 'clickbait', 'clickbait')];
      const [topic] = entry.classification.topics;
      if (topic) tables.push(sumsOf(entry.classification, topic.id, topic.label));
      row.append(element('div', { class: 'details' }, ...tables));
    } catch (error) {
      alert(error.message);
    }
  }

  function toggleFeedback(row, button, entry) {
    const open = row.querySelector('.feedback');
    button.setAttribute('aria-expanded', String(!open));
    if (open) { open.remove(); return; }
    const name = `grade-${entry.index}`;
    const topic = element('select', {}, new Option('no correction', ''), ...state.topics.map(label => new Option(label.name, label.id)));
    const who = element('input', { type: 'text', value: state.author, maxLength: 100, autocomplete: 'off', required: true });
    const grades = ['no correction', ...GRADES].map((text, i) =>
      element('label', {}, element('input', { type: 'radio', name, value: i === 0 ? '' : String(i - 1), checked: i === 0 }), i === 0 ? text : `${i - 1}: ${text}`));
    const note = element('p', { class: 'note', role: 'status' });
    const form = element('form', { class: 'feedback' },
      element('fieldset', {}, element('legend', {}, 'Its clickbait grade is'), ...grades),
      element('div', { class: 'row' },
        element('label', {}, 'Its topic is', element('br'), topic),
        element('label', {}, 'Your name', element('br'), who),
        element('button', { type: 'submit', class: 'main' }, 'Send correction')),
      note);
    form.addEventListener('submit', async event => {
      event.preventDefault();
      const grade = form.elements[name].value;
      if (!grade && !topic.value) { note.textContent = 'Choose a grade or a topic.'; return; }
      state.author = who.value.trim();
      try {
        const correction = { headline: entry.text, who: state.author, topics: topic.value ? [topic.value] : [] };
        if (grade) correction.bait = Number(grade);
        const answer = await call('/v1/feedback', correction);
        note.textContent = answer.added ? 'Thank you. The correction is stored for the next training.' : 'This correction is stored already.';
      } catch (error) {
        note.textContent = error.message;
      }
    });
    row.append(form);
    topic.focus();
  }

  // ---- copy -----------------------------------------------------------------------------------------------------------

  function toCsv() {
    // An apostrophe keeps spreadsheets from evaluating a cell.
    const cell = value => {
      const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
      return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    const rows = state.visible.filter(({ entry }) => entry.classification).map(({ entry }) => {
      const { topics, clickbait, languageSupported } = entry.classification;
      return [entry.text, topics[0]?.label ?? '', topics[0]?.score ?? '', clickbait?.score ?? '', band(clickbait), languageSupported, entry.story || '', entry.place ?? '', entry.href ?? ''];
    });
    return [['headline', 'topic', 'topic_score', 'clickbait', 'band', 'english', 'story', 'place', 'link'], ...rows]
      .map(row => row.map(cell).join(',')).join('\r\n');
  }

  async function copy(text, what) {
    try {
      await navigator.clipboard.writeText(text);
      $('shown').textContent = `${what} of ${plural(state.visible.length, 'headline')} copied`;
    } catch {
      alert('The browser did not allow copying. Open this page at localhost or with https.');
    }
  }

  // ---- comparing ------------------------------------------------------------------------------------------------------

  const candidates = () => $('candidates').value.split(/\r?\n/).map(line => line.trim()).filter(Boolean);

  function addCandidate(text) {
    $('candidates').value = [...candidates().filter(line => line !== text), text].join('\n');
    location.hash = '#compare';
    $('candidates').focus();
  }

  async function compare() {
    alert('');
    const headlines = candidates();
    const max = state.info?.limits.maxComparedHeadlines ?? 10;
    if (headlines.length < 2 || headlines.length > max) {
      alert(`These are ${plural(headlines.length, 'headline')}; give 2 to ${max}, one per line.`);
      return;
    }
    try {
      const answer = await call('/v1/headlines:compare', { headlines, options: { explain: true } });
      $('compared').replaceChildren(...answer.headlines.map((compared, i) => card(headlines, i, compared)));
      const best = answer.headlines.findIndex(compared => compared.rank === 1);
      $('compare-status').textContent = best < 0 ? '' : `Compared. The plainest is: ${headlines[best]}`;
      const versions = answer.headlines[best]?.classification.modelVersions;
      $('answered').textContent = versions ? `Answered by the fast model: topic ${versions.topic}, clickbait ${versions.clickbait}` : '';
    } catch (error) {
      alert(error.message);
    }
  }

  function card(headlines, index, compared) {
    if (compared.error) {
      return element('article', { class: 'card' }, element('h2', { class: 'headline' }, headlines[index]), element('p', { class: 'note' }, compared.error.message));
    }
    const { classification, rank, changes, steps } = compared;
    const name = band(classification.clickbait);
    const use = text => {
      headlines[index] = text;
      $('candidates').value = headlines.join('\n');
      compare();
    };
    const known = changes.filter(change => change.kind !== 'WORD_CHANGE_KIND_REWORD');
    const rewords = changes.filter(change => change.kind === 'WORD_CHANGE_KIND_REWORD');
    const last = steps.at(-1);
    const notes = name === 'NONE' ? 'Nothing to change.'
      : !classification.languageSupported ? 'Not English: the scores mean little, and there are no suggestions.'
      : changes.length === 0 ? 'No change of single words lowers the score.'
      : [...changes, ...steps].every(change => change.effect !== 'WORD_CHANGE_EFFECT_LEAVES_BAND') ? `No change known here leaves the band ${name.toLowerCase()}.`
      : '';
    const meter = bandOf(classification);
    meter.append(element('span', { class: 'tag rank' }, rank === 1 ? 'plainest' : `rank ${rank}`));
    return element('article', { class: rank === 1 ? 'card best' : 'card' },
      colored(headlines[index], classification, '', 'h2'), meter, topicsOf(classification),
      notes ? element('p', { class: 'note' }, notes) : null,
      ...(steps.length > 1 ? [element('h3', {}, `All together, ${steps.length} changes`), element('ul', { class: 'changes' },
        changeOf({ ...last, logitChange: steps.reduce((sum, step) => sum + step.logitChange, 0), kind: '' }, name, use))] : []),
      ...(known.length ? [element('h3', {}, 'One change'), element('ul', { class: 'changes' }, ...known.map(change => changeOf(change, name, use)))] : []),
      ...(rewords.length ? [element('h3', {}, 'Say it in other words'), element('ul', { class: 'changes' }, ...rewords.map(change => changeOf(change, name, null)))] : []));
  }

  function changeOf(change, name, use) {
    const leaves = change.effect === 'WORD_CHANGE_EFFECT_LEAVES_BAND';
    const words = change.kind === 'WORD_CHANGE_KIND_REPLACE'
      ? [element('del', {}, change.text), ' ', element('ins', {}, change.replacement)]
      : change.kind === 'WORD_CHANGE_KIND_REWORD' ? [element('mark', { class: 'up s2' }, change.text)]
      : change.kind ? [element('del', {}, change.text)] : [];
    const effect = change.effect === 'WORD_CHANGE_EFFECT_NOTHING_LEFT' ? ['without it, no word is left']
      : [element('span', { class: 'number' }, signed(change.logitChange)), ' → ', percent(change.clickbait.score), ' ',
        leaves ? element('span', { class: `leaves ${band(change.clickbait)}` }, band(change.clickbait).toLowerCase()) : `still ${name.toLowerCase()}`];
    return element('li', {}, ...words,
      use ? element('span', { class: 'result' }, change.result) : null,
      element('span', { class: 'effect' }, ' ', ...effect, ' '),
      use ? element('button', { type: 'button', class: 'small', onclick: () => use(change.result), 'aria-label': `Use: ${change.result}` }, 'Use') : null);
  }

  // ---- server ---------------------------------------------------------------------------------------------------------

  const time = text => text ? new Date(text).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' }) : '–';

  function table(caption, head, rows) {
    return element('div', { class: 'scroll', tabIndex: 0, role: 'region', 'aria-label': caption }, element('table', { class: 'grid' },
      element('caption', {}, caption),
      element('thead', {}, element('tr', {}, ...head.map(name => element('th', { scope: 'col' }, name)))),
      element('tbody', {}, ...rows.map(([first, ...rest]) => element('tr', {}, element('th', { scope: 'row' }, first), ...rest.map(value => element('td', {}, value)))))));
  }

  async function showServer() {
    if (location.hash !== '#server' || document.hidden) return;
    try {
      const { models, lastRefusal } = await call('/v1/models');
      const calls = Object.fromEntries(models.map(model => [`${model.name} ${model.version}`, Number(model.calls)]));
      state.polls = [...state.polls, { at: Date.now(), calls: Math.max(0, ...Object.values(calls)) }].slice(-61);
      const limits = $('limit-table') ?? element('details', { id: 'limit-table' }, element('summary', {}, 'Limits'),
        table('Limits', ['Limit', 'Value'], Object.entries(state.info?.limits ?? {}).map(([name, value]) => [
          name.replace(/([A-Z])/g, letter => ` ${letter.toLowerCase()}`), count(value)])));
      const focus = document.activeElement?.closest('#server .scroll')?.getAttribute('aria-label');
      $('server').replaceChildren(
        element('p', { class: 'note' }, `Version ${state.info?.version ?? '–'}. This browser has had ${plural(state.scored, 'headline')} scored since the page was opened.`),
        lastRefusal ? element('p', { class: 'alert' }, `A reload was refused at ${time(lastRefusal.refusedAt)}: ${lastRefusal.reason}`) : '',
        table('Loaded models', ['Model', 'Version', 'Use', 'Loaded', 'Active since', 'Calls answered', 'Drift, last hour'], models.map(model => [
          model.name, model.version, model.active ? 'active' : model.versionLabels.join(', ') || 'loaded',
          time(model.loadedAt), time(model.activeSince), count(model.calls), driftOf(model)])),
        ...mixes(models),
        chart(),
        limits);
      if (focus) [...document.querySelectorAll('#server .scroll')].find(region => region.getAttribute('aria-label') === focus)?.focus({ preventScroll: true });
    } catch (error) {
      alert(error.message);
    }
  }

  // The bounds are the usual rule of thumb for the population stability index.
  const driftOf = ({ drift }) => drift === undefined || drift === null ? '–'
    : `${Number(drift).toFixed(2)}, ${drift < 0.1 ? 'none' : drift <= 0.25 ? 'some' : 'large'}`;

  // What the active versions have scored for all callers since they were loaded.
  function mixes(models) {
    const active = name => models.find(model => model.name === name && model.active);
    const bands = (active('clickbait')?.bandCounts ?? []).map(({ name, headlines }) => ({ name: name.toLowerCase(), style: name, value: Number(headlines) }));
    const labels = Object.fromEntries(state.topics.map(label => [label.id, label.name]));
    const topics = (active('topic')?.topicCounts ?? [])
      .map(({ name, headlines }) => ({ name: labels[name] ?? name, style: 'topic', value: Number(headlines) }))
      .filter(topic => topic.value > 0).sort((a, b) => b.value - a.value);
    return [bars('Bands since loading', bands), bars('Topics since loading', topics)];
  }

  function bars(caption, rows) {
    const total = rows.reduce((sum, row) => sum + row.value, 0);
    if (total === 0) return '';
    return element('table', { class: 'bars' }, element('caption', {}, `${caption}, ${plural(total, 'headline')} by the fast model`),
      element('tbody', {}, ...rows.map(({ name, style, value }) => element('tr', {},
        element('th', { scope: 'row' }, name),
        element('td', { class: 'number' }, percent(value / total)),
        element('td', { class: 'share' }, svg('svg', { viewBox: '0 0 100 1', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
          svg('rect', { class: style, x: 0, y: 0, width: 100 * value / total, height: 1 })))))));
  }

  function chart() {
    const rates = state.polls.slice(1).map((poll, i) => Math.max(0, poll.calls - state.polls[i].calls) / Math.max(0.1, (poll.at - state.polls[i].at) / 1000));
    const max = Math.max(1, ...rates);
    const points = rates.map((rate, i) => `${(100 * i / Math.max(1, rates.length - 1)).toFixed(2)},${(29 - 27 * rate / max).toFixed(2)}`);
    const label = rates.length < 2 ? 'Calls per second: measuring' : `Calls per second, now ${rates.at(-1).toFixed(1)}, at most ${Math.max(...rates).toFixed(1)}`;
    return element('div', {}, element('h2', {}, label), rates.length < 2 ? '' : svg('svg', { class: 'chart', viewBox: '0 0 100 30', preserveAspectRatio: 'none', role: 'img', 'aria-label': label },
      svg('path', { class: 'area', d: `M0,30 L${points.join(' L')} L100,30 Z` }), svg('path', { class: 'line', d: `M${points.join(' L')}` })));
  }

  // ---- start ----------------------------------------------------------------------------------------------------------

  async function load() {
    try {
      state.info = await call('/v1/info');
      const { models } = await call('/v1/models');
      state.topics = models.find(model => model.name === 'topic' && model.active)?.labels ?? [];
      $('model-label').hidden = !models.some(model => model.name === 'encoder');
      const { limits } = state.info;
      $('limits').textContent = `Up to ${count(limits.maxBatchItems)} headlines of ${count(limits.maxHeadlineCharacters)} characters, or a page of ${Math.floor(limits.maxPageBytes / 1048576)} MiB. Headlines are sent to this server only.`;
    } catch (error) {
      alert(error.message);
    }
  }

  function open(file) {
    const isPage = /\.x?html?$/i.test(file.name) || file.type === 'text/html';
    const max = state.info?.limits.maxPageBytes ?? Infinity;
    if (file.size > max) { alert(`${file.name} has ${count(file.size)} bytes; the maximum is ${count(max)}. Use the command line for larger files.`); return; }
    if (isPage) {
      state.file = file;
      $('input').value = `Page: ${file.name}`;
      score();
      return;
    }
    file.text().then(text => { state.file = null; $('input').value = text; score(); });
  }

  function route() {
    const view = ['score', 'compare', 'server'].find(name => location.hash === `#${name}`) ?? (location.hash === '#main' ? null : 'score');
    if (!view) return;
    for (const link of document.querySelectorAll('nav a')) {
      const isCurrent = link.dataset.view === view;
      $(`view-${link.dataset.view}`).hidden = !isCurrent;
      if (isCurrent) link.setAttribute('aria-current', 'page'); else link.removeAttribute('aria-current');
    }
    alert('');
    document.title = `${$(`${view}-title`).textContent} – Classifier`;
    showServer();
  }

  $('score-form').addEventListener('submit', event => { event.preventDefault(); score(); });
  $('compare-form').addEventListener('submit', event => { event.preventDefault(); compare(); });
  for (const [id, run] of [['input', score], ['candidates', compare]]) {
    $(id).addEventListener('keydown', event => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); }
    });
  }
  $('input').addEventListener('input', () => { state.file = null; });
  $('choose').addEventListener('click', () => $('file').click());
  $('file').addEventListener('change', () => { if ($('file').files[0]) open($('file').files[0]); $('file').value = ''; });
  for (const type of ['input', 'change']) {
    document.querySelector('.controls').addEventListener(type, () => { state.limit = PAGE_SIZE; render(); });
  }
  $('more').addEventListener('click', () => { state.limit += PAGE_SIZE; render(); });
  $('copy-csv').addEventListener('click', () => copy(toCsv(), 'CSV'));
  $('copy-json').addEventListener('click', () => copy(JSON.stringify(state.visible.map(({ entry }) => ({
    ...entry.classification ?? { headline: entry.text, error: entry.error }, story: entry.story, place: entry.place, href: entry.href,
  })), null, 2), 'JSON'));
  $('key').addEventListener('click', () => askForKey('').then(used => used && load()));
  addEventListener('hashchange', route);
  addEventListener('dragover', event => { event.preventDefault(); $('drop').hidden = false; });
  addEventListener('dragleave', event => { if (!event.relatedTarget) $('drop').hidden = true; });
  addEventListener('drop', event => {
    event.preventDefault();
    $('drop').hidden = true;
    location.hash = '#score';
    if (event.dataTransfer.files[0]) open(event.dataTransfer.files[0]);
  });
  setInterval(showServer, 2000);
  route();
  load();
})();
