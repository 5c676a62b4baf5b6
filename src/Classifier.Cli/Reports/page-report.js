'use strict';
// Sorts, searches, and filters the headlines. Rows keep their place in the document until another order is chosen. Headlines of
// pages that the report does not display are stored as data; their rows are built only when they are listed.
(() => {
  const controls = document.getElementById('controls');
  const flat = document.getElementById('flat');
  if (!controls) return;
  const MAX_LISTED = 500;
  const search = document.getElementById('search');
  const sort = document.getElementById('sort');
  const onlyBait = document.getElementById('only-bait');
  const output = controls.querySelector('output');
  const entries = [...document.querySelectorAll('#headlines tr[data-site]')].map(row => ({
    ...row.dataset, row, parent: row.parentElement, text: row.querySelector('.headline').textContent,
    bait: row.classList.contains('is-bait'),
  }));
  const data = document.getElementById('other-headlines');
  const { names, headlines } = data ? JSON.parse(data.textContent) : { names: [], headlines: [] };
  for (const [text, href, site, module, topic, band, score, sponsored, supported] of headlines) {
    entries.push({
      text, href, site: names[site], module: names[module], topic: names[topic], band: names[band], score,
      kind: sponsored ? 'sponsored' : 'editorial', supported,
      bait: names[band] === 'considerable' || names[band] === 'heavy',
    });
  }
  const filters = ['site', 'topic', 'band', 'kind', 'module'].map(name => ({
    name, select: document.getElementById('filter-' + name),
  }));
  for (const { name, select } of filters) {
    for (const value of [...new Set(entries.map(entry => entry[name]))].sort((a, b) => a.localeCompare(b))) {
      select.add(new Option(value, value));
    }
  }

  const orders = {
    'score': (a, b) => b.score - a.score,
    '-score': (a, b) => a.score - b.score,
    'text': (a, b) => a.text.localeCompare(b.text),
    'site': (a, b) => a.site.localeCompare(b.site) || orders.score(a, b),
    'topic': (a, b) => a.topic.localeCompare(b.topic) || orders.score(a, b),
  };

  function element(name, style, ...children) {
    const created = document.createElement(name);
    if (style) created.className = style;
    created.append(...children);
    return created;
  }

  function build(entry) {
    const headline = element('span', 'headline', entry.text);
    const words = element('td', 'words');
    if (entry.href) {
      const link = element('a', '', headline);
      link.href = entry.href;
      link.rel = 'noopener noreferrer nofollow';
      words.append(link);
    } else {
      words.append(headline);
    }
    words.append(element('span', 'printed place', `${entry.site} · ${entry.module}`));
    if (!entry.supported) {
      words.append(element('span', 'printed', 'unsupported language; the scores are not meaningful'));
    }
    const percent = Math.round(entry.score * 100) + ' %';
    const bar = element('span', 'fill ' + entry.band);
    bar.style.width = entry.score * 100 + '%';
    const meter = element('span', 'meter', bar);
    meter.setAttribute('aria-hidden', 'true');
    const bait = element('div', 'bait', meter, element('span', 'number', percent), element('span', 'band', entry.band));
    return element('tr', entry.bait ? 'is-bait' : '', element('td', '', bait), words, element('td', 'topics', entry.topic));
  }

  function update() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const shown = [];
    for (const entry of entries) {
      const lower = entry.text.toLowerCase();
      const hidden = !words.every(word => lower.includes(word)) || (onlyBait.checked && !entry.bait)
        || filters.some(({ name, select }) => select.value && entry[name] !== select.value);
      if (entry.row && entry.parent) entry.row.hidden = hidden;
      if (!hidden) shown.push(entry);
    }
    const order = orders[sort.value];
    const filtered = words.length > 0 || onlyBait.checked || filters.some(({ select }) => select.value);
    const isFlat = Boolean(order) || (filtered && headlines.length > 0);
    for (const { row, parent } of entries) if (parent) parent.append(row);
    const listed = isFlat ? (order ? [...shown].sort(order) : shown).slice(0, MAX_LISTED) : [];
    flat.tBodies[0].replaceChildren(...listed.map(entry => entry.row ??= build(entry)));
    flat.hidden = !isFlat;
    for (const part of document.querySelectorAll('#headlines .module, #headlines details.page')) {
      part.hidden = isFlat || (filtered && !part.querySelector('tr[data-site]:not([hidden])'));
    }
    output.textContent = `${shown.length} of ${entries.length} headlines`
      + (isFlat && listed.length < shown.length ? `, the first ${listed.length} listed` : '');
  }

  controls.addEventListener('input', update);
  controls.addEventListener('change', update);
  onlyBait.addEventListener('change', update);
  controls.hidden = entries.length === 0;
  update();
})();
