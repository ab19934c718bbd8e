import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filesBelow, readSource } from './sources.ts';

/** Rows of the table of rooms: the room, and what its cell says that it may import. */
const rows = readFileSync('ARCHITECTURE.md', 'utf8')
  .split('\n')
  .flatMap(line => {
    const [, room, cell] = /^\| `(src\/\w+)` \|[^|]*\|([^|]*)\|$/.exec(line) ?? [];
    return room === undefined || cell === undefined ? [] : [{ room, cell: cell.replaceAll('`', '') }];
  });

/** Rooms that a room may import by its cell, those that they may import in turn not among them. */
function named(cell: string): string[] {
  const [, but] = /^ all of src\/(?: but (\w+))? $/.exec(cell) ?? [];
  if (cell.startsWith(' all of src/'))
    return rows.map(({ room }) => room).filter(room => room !== `src/${but}`);
  return cell.split(',').map(word => {
    const name = word.trim();
    return name.startsWith('sim/') ? name : `src/${name}`;
  });
}

/** Rooms that a room may import: those of its cell, and what these may. */
function allowed(room: string, seen = new Set<string>()): Set<string> {
  const cell = rows.find(row => row.room === room)?.cell;
  for (const next of cell === undefined ? [] : named(cell)) {
    if (seen.has(next)) continue;
    seen.add(next);
    allowed(next, seen);
  }
  return seen;
}

describe('A room of src/', () => {
  it('is in the table of ARCHITECTURE.md', () => {
    const folders = new Set(
      filesBelow(['src'], '.ts')
        .map(path => path.split('/').slice(0, 2).join('/'))
        .filter(path => !path.endsWith('.ts')),
    );
    expect([...folders].sort()).toEqual(rows.map(({ room }) => room).sort());
  });

  it('imports only what its row lets it', () => {
    const broken = rows.flatMap(({ room }) => {
      const doors = allowed(room);
      return filesBelow([room], '.ts').flatMap(path =>
        readSource(path)
          .imports.filter(file => {
            if (file.startsWith('sim/')) return ![...doors].some(door => file.startsWith(door));
            const target = file.split('/').slice(0, 2).join('/');
            return (
              file.startsWith('src/') && !target.endsWith('.ts') && target !== room && !doors.has(target)
            );
          })
          .map(file => `${path} imports ${file}`),
      );
    });
    expect(broken).toEqual([]);
  });
});
