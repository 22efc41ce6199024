// Imports the OpenAPI documents of a folder and measures the event loop meanwhile: npm run bench:openapi -- FOLDER
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { chooseConverterEntry, convertOperations, readOutline } from '@/lib/import/openapi/run-converter'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'

const ROUNDS = 5
const RESOLUTION_MS = 1
const [, , folder] = process.argv
if (folder === undefined) throw new Error('Name a folder with OpenAPI documents.')
chooseConverterEntry(await bundleEntry('lib/import/openapi/convert.entry.ts'))
const table = []
for (const file of readdirSync(folder)) {
  const text = readFileSync(path.join(folder, file), 'utf8')
  const rounds: Awaited<ReturnType<typeof importAll>>[] = []
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await importAll(text))
  const operations = rounds[0]?.operations
  const [ms, cpuMs, blockedMs] = (['ms', 'cpuMs', 'blockedMs'] as const).map((key) =>
    median(rounds.map((item) => item[key])),
  )
  table.push({ file, kB: Math.round(text.length / 1_000), operations, ms, cpuMs, blockedMs })
}
console.table(table)

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

/** Reads the document and imports all of its operations, as two requests of the studio do. */
async function importAll(text: string) {
  const signal = new AbortController().signal
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  const start = performance.now()
  const cpu = process.cpuUsage()
  delay.enable()
  const outline = await readOutline({ text, documentUrl: null }, { signal })
  const operations = outline.operations.flatMap(({ key, isSupported }) => (isSupported ? [key] : []))
  const server = outline.servers[0]?.url ?? 'https://api.example.com'
  const selection = { plugin: 'api-bench', name: 'Bench', server, operations, reads: [], ids: {} }
  await convertOperations({ text, documentUrl: null, selection }, { signal })
  delay.disable()
  const ms = Math.round(performance.now() - start)
  const { user, system } = process.cpuUsage(cpu)
  return {
    ms,
    cpuMs: Math.round((user + system) / 1_000),
    blockedMs: Math.round(delay.max / 1e6 - RESOLUTION_MS),
    operations: operations.length,
  }
}
