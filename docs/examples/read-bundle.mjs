// Prints every figure about one place: node read-bundle.mjs https://example.org/lmi/ E06000021
export async function openBundle(base) {
  const get = async (path, cache) => {
    const answer = await fetch(new URL(path, base), { cache });
    if (!answer.ok) throw new Error(`${path}: the server answered ${answer.status}`);
    return answer.json();
  };
  const latest = await get("latest.json", "no-cache"); // the only file that ever changes
  const read = async (path) => {
    const file = await get(`${latest.path}/${path}`, "force-cache"); // never changes: keep it for ever
    if (file.generation === latest.generation) return file;
    throw new Error(`${path}: is of generation ${file.generation}, not ${latest.generation}`);
  };
  return { latest, read };
}

export function sentences(table, today) {
  const lines = table.rows.map((row) => `${row.area_name}, ${row.indicator}, ${row.time_period}: ${row.display}`);
  if (table.stale) lines.push(`These are earlier figures: ${table.stale_reason}`);
  if (table.next_due && table.next_due < today) lines.push(`Newer figures were due on ${table.next_due}`);
  return [table.title, ...lines, table.attribution];
}

if (process.argv[1] === (await import("node:url")).fileURLToPath(import.meta.url)) {
  const [base, code] = process.argv.slice(2);
  const { latest, read } = await openBundle(base);
  if (latest.origin === "sample") console.log("Made-up figures, to try the page with");
  const today = new Date().toISOString().slice(0, 10);
  for (const table of (await read(`areas/${code}.json`)).tables) console.log(sentences(table, today).join("\n"));
}
