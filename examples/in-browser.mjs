import { compare } from './own-policy.mjs';

for (const cells of compare().map(Object.values)) {
  const row = document.querySelector('table').insertRow();
  for (const cell of cells) row.insertCell().textContent = cell;
}
