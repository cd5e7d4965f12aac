'use strict';
// Tables that sort by a click on a column's name; the gallery's filters. The page can be read without any of it.
for (const table of document.querySelectorAll('table')) {
  const body = table.tBodies[0];
  if (!table.tHead || body.rows.length < 3) continue;
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const down = head.getAttribute('aria-sort') === 'ascending';
      for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const text = row => row.cells[column].textContent.trim();
      const number = row => parseFloat(text(row));
      const order = (a, b) => {
        if (!text(a) || !text(b)) return (text(a) ? 0 : 1) - (text(b) ? 0 : 1); // what is missing comes last
        const byValue = number(a) - number(b) || 0;
        const by = isNaN(number(a)) || isNaN(number(b)) ? text(a).localeCompare(text(b), 'en', {numeric: true}) : byValue;
        return down ? -by : by;
      };
      body.append(...[...body.rows].sort(order));
    });
  });
}

const controls = document.querySelector('.controls');
if (controls) {
  const units = document.querySelector('.units');
  const inOrder = [...units.children];
  const filters = [...controls.querySelectorAll('[data-filter]')];
  const order = document.getElementById('order');
  const wanted = name => filters.find(filter => filter.dataset.filter === name)?.value ?? '';
  const matches = (element, name) => !wanted(name) || element.dataset[name] === wanted(name);
  const show = () => {
    let shown = 0;
    for (const unit of inOrder) {
      let bases = 0;
      for (const basis of unit.querySelectorAll('.basis')) {
        basis.hidden = !matches(basis, 'basis');
        bases += basis.hidden ? 0 : 1;
      }
      unit.hidden = !(bases && matches(unit, 'study') && matches(unit, 'layer'));
      shown += unit.hidden ? 0 : 1;
    }
    document.getElementById('count').textContent = `${shown} of ${inOrder.length} units`;
  };
  const arrange = () => {
    const gain = unit => unit.dataset.gain === '' ? -Infinity : Number(unit.dataset.gain);
    units.append(...(order.value === 'gain' ? [...inOrder].sort((a, b) => gain(b) - gain(a)) : inOrder));
  };
  filters.forEach(filter => filter.addEventListener('change', show));
  order.addEventListener('change', arrange);
  controls.hidden = false;
  show();
}

for (const text of document.querySelectorAll('[data-copy]')) {
  if (!navigator.clipboard) continue;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = 'Copy';
  button.addEventListener('click', () => navigator.clipboard.writeText(text.textContent.trim()).then(() => { button.textContent = 'Copied'; }));
  (text.closest('pre') ?? text).after(button); // not behind the last word
}
