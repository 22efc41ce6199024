// Quality and speed of knowledge: npm run bench:knowledge -- [quality|folds|fit|speed|ingest …] [--data ../shared/data] [--every 8]
export {}

const parts: Record<string, () => Promise<unknown>> = {
  quality: () => import('./knowledge/quality'),
  folds: () => import('./knowledge/folds'),
  fit: () => import('./knowledge/fit'),
  speed: () => import('./knowledge/speed'),
  ingest: () => import('./knowledge/ingest'),
}
const selectedParts = process.argv.slice(2).filter((word) => Object.hasOwn(parts, word))
for (const part of selectedParts.length > 0 ? selectedParts : ['quality', 'speed']) {
  console.log(`\n== ${part}`)
  await parts[part]?.()
}
