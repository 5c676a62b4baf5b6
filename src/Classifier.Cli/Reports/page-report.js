'use strict';
// Sorts, searches, and filters the headlines. Rows keep their place in the document until another order is chosen.
(() => {
  const controls = document.getElementById('controls');
  const flat = document.getElementById('flat');
  if (!controls) return;
  const search = document.getElementById('search');
  const sort = document.getElementById('sort');
  const output = controls.querySelector('output');
  const rows = [...document.querySelectorAll('#headlines tr[data-site]')].map(row => ({
    row, parent: row.parentElement, text: row.querySelector('.headline').textContent,
  }));
  const filters = ['site', 'topic', 'band', 'kind', 'module'].map(name => ({
    name, select: document.getElementById('filter-' + name),
  }));
  for (const { name, select } of filters) {
    for (const value of [...new Set(rows.map(({ row }) => row.dataset[name]))].sort((a, b) => a.localeCompare(b))) {
      select.add(new Option(value, value));
    }
  }

  const orders = {
    'score': (a, b) => b.row.dataset.score - a.row.dataset.score,
    '-score': (a, b) => a.row.dataset.score - b.row.dataset.score,
    'text': (a, b) => a.text.localeCompare(b.text),
    'site': (a, b) => a.row.dataset.site.localeCompare(b.row.dataset.site) || orders.score(a, b),
    'topic': (a, b) => a.row.dataset.topic.localeCompare(b.row.dataset.topic) || orders.score(a, b),
  };

  function update() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text } of rows) {
      const lower = text.toLowerCase();
      row.hidden = !words.every(word => lower.includes(word))
        || filters.some(({ name, select }) => select.value && row.dataset[name] !== select.value);
      shown += row.hidden ? 0 : 1;
    }
    const order = orders[sort.value];
    if (order) {
      flat.tBodies[0].append(...[...rows].sort(order).map(({ row }) => row));
    } else {
      for (const { row, parent } of rows) parent.append(row);
    }
    flat.hidden = !order;
    const filtered = words.length > 0 || filters.some(({ select }) => select.value);
    for (const part of document.querySelectorAll('#headlines .module, #headlines details.page')) {
      part.hidden = Boolean(order) || (filtered && !part.querySelector('tr[data-site]:not([hidden])'));
    }
    output.textContent = `${shown} of ${rows.length} headlines`;
  }

  controls.addEventListener('input', update);
  controls.addEventListener('change', update);
  controls.hidden = rows.length === 0;
  update();
})();
