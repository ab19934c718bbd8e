// For each message { folder, file }: replays a file of vectors with the compiled code of a folder until something
// disagrees, and answers what does, or null.
process.on('message', async ({ folder, file }) => {
  // A replay that cannot go on is caught like one that disagrees.
  const finding = await firstDisagreement(folder, file).catch(error => ({ crash: String(error) }));
  process.send(finding);
});

async function firstDisagreement(folder, file) {
  const { readVectorLines } = await import(`${folder}/conformance/vector-lines.js`);
  const { formatOf } = await import(`${folder}/conformance/vector-format.js`);
  let format;
  for await (const { value } of readVectorLines(file)) {
    const isFirst = format === undefined;
    format ??= formatOf(value);
    if (isFirst && format.hasHeader) continue;
    const { disagreement } = format.replay(value);
    if (disagreement !== null) return disagreement;
  }
  return null;
}
