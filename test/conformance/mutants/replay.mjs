// For each message { folder, files }: replays files of vectors with the compiled code of a folder until something
// disagrees, and answers what does, or null.
process.on('message', async ({ folder, files }) => {
  // A replay that cannot go on is caught like one that disagrees.
  const finding = await firstDisagreement(folder, files).catch(error => ({ crash: String(error) }));
  process.send(finding);
});

async function firstDisagreement(folder, files) {
  const { readVectorLines } = await import(`${folder}/conformance/vector-lines.js`);
  const { formatOf } = await import(`${folder}/conformance/vector-format.js`);
  for (const file of files) {
    let format;
    for await (const { value } of readVectorLines(file)) {
      const isFirst = format === undefined;
      format ??= formatOf(value);
      if (isFirst && format.hasHeader) continue;
      const { disagreement } = format.replay(value);
      if (disagreement !== null) return disagreement;
    }
  }
  return null;
}
