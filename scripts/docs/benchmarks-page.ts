import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { generatedFrom, table } from './markdown'

const Circumstances = z.object({ commit: z.string(), date: z.string(), machine: z.string() })
const Result = Circumstances.extend({
  metric: z.string(),
  target: z.string().optional(),
  result: z.string(),
  met: z.boolean().optional(),
})
type Result = z.infer<typeof Result>

const Area = z.object({ area: z.string(), order: z.number(), command: z.string(), results: z.array(Result) })
type Area = z.infer<typeof Area>

/** Files that a benchmark writes in a form of its own. */
const ADAPTERS: Readonly<Record<string, (content: unknown) => Area>> = {
  'run-lists.json': runLists,
  'torture.json': torture,
  'uploads.json': uploads,
}

/** docs/contribute/benchmarks.md from bench/results. */
export function benchmarksPage(root: string): string {
  const folder = path.join(root, 'bench/results')
  const areas = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => (ADAPTERS[file] ?? Area.parse)(JSON.parse(readFileSync(path.join(folder, file), 'utf8'))))
    .toSorted((a, b) => a.order - b.order)
  return [
    '# Benchmarks',
    generatedFrom('bench/results/*.json'),
    'This page lists the latest result of each benchmark. [bench/README.md](../../bench/README.md) explains how the benchmarks are run and how to add a result.',
    ...areas.map(({ area, command, results }) => `## ${area}\nCommand: ${command}\n\n${resultsTable(results)}`),
  ]
    .join('\n\n')
    .concat('\n')
}

function resultsTable(results: readonly Result[]): string {
  const rows = results.map(({ metric, target = '', result, met, commit, machine, date }) => [
    metric,
    met === undefined ? target : `${target}, ${met ? 'met' : '**missed**'}`,
    result,
    commit,
    machine,
    date.slice(0, 10),
  ])
  return table(['Metric', 'Target', 'Result', 'Commit', 'Machine', 'Date'], rows)
}

function runLists(content: unknown): Area {
  const Times = z.object({ beforeMs: z.number(), afterMs: z.number() })
  const Content = Circumstances.extend({ runs: z.number(), server: z.string(), results: z.record(z.string(), Times) })
  const { runs, server, results, ...circumstances } = Content.parse(content)
  return {
    area: `Lists of ${runs.toLocaleString('en-US')} runs`,
    order: 4,
    command: '`npm run bench:run-lists`',
    results: Object.entries(results).map(([statement, { beforeMs, afterMs }]) => ({
      ...circumstances,
      machine: `${circumstances.machine}, ${server}`,
      metric: `Median time of \`${statement}\``,
      result: `${afterMs} ms (before its index or rewrite: ${beforeMs} ms)`,
    })),
  }
}

function uploads(content: unknown): Area {
  const Kind = z.object({ kind: z.string(), longestMs: z.number() })
  const Content = Circumstances.extend({ megabytes: z.number(), maxPingMs: z.number(), results: z.array(Kind) })
  const { megabytes, maxPingMs, results, ...circumstances } = Content.parse(content)
  return {
    area: 'Uploads',
    order: 7,
    command: '`npm run bench:uploads`',
    results: results
      .filter(({ kind }) => kind !== 'idle')
      .map(({ kind, longestMs }) => ({
        ...circumstances,
        metric: `Longest health check during eight rejected uploads of ${megabytes} MB (${kind})`,
        target: `≤ ${maxPingMs} ms`,
        met: longestMs <= maxPingMs,
        result: `${longestMs} ms`,
      })),
  }
}

function torture(content: unknown): Area {
  const Cell = z.object({ runs: z.number(), takenOver: z.number(), problems: z.array(z.string()) })
  const Entry = Circumstances.extend({ fault: z.string(), cells: z.record(z.string(), Cell) })
  // Entries are appended, so the last cell of each fault and workload is the newest.
  const newest = new Map<string, z.infer<typeof Entry>>()
  for (const entry of z.array(Entry).parse(content))
    newest.set(entry.fault, { ...entry, cells: { ...newest.get(entry.fault)?.cells, ...entry.cells } })
  return {
    area: 'Fault injection',
    order: 8,
    command: '`npm run torture`',
    results: [...newest.values()].map(({ fault, cells, ...circumstances }) => {
      const all = Object.entries(cells)
      const runs = all.reduce((sum, [, cell]) => sum + cell.runs, 0)
      const takenOver = all.reduce((sum, [, cell]) => sum + cell.takenOver, 0)
      const problems = all.flatMap(([workload, cell]) => cell.problems.map(() => workload))
      return {
        ...circumstances,
        metric: `Violated guarantees under \`${fault}\``,
        target: '0',
        met: problems.length === 0,
        result: `${problems.length} (${runs} runs, ${takenOver} taken over${problems.length > 0 ? `; ${[...new Set(problems)].join(', ')}` : ''})`,
      }
    }),
  }
}
