// Imports all files of a folder and writes how much of each has an equivalent: node bench/run-ts.mjs bench/move-in.ts FOLDER
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '@/lib/core/app-error'
import { compile } from '@/lib/graph/compile'
import { type ImportedApp, importApps } from '@/lib/import/import-app'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { circumstances } from './circumstances.mjs'

/** Work that an import may leave to the user. */
const LEFT_TO_DO = new Set(['MISSING_RESOURCE', 'PLACEHOLDER'])
const RESULT = 'bench/results/move-in.json'

const [, , folder, ...options] = process.argv
if (folder === undefined) throw new Error('Name a folder with files of other builders.')
const rows = filesIn(folder).flatMap(readRows)
const apps = rows.filter((row) => 'totals' in row)
const summary = {
  files: rows.length,
  read: apps.length,
  withoutPlaceholder: apps.filter(({ totals }) => totals.missing === 0).length,
  edges: apps.reduce((sum, { edges }) => sum + edges.count, 0),
  lost: apps.reduce((sum, { edges }) => sum + edges.lost, 0),
  compile: apps.filter(({ flaws }) => flaws.length === 0).length,
}
console.table(
  apps.map(({ file, peer, totals, flaws }) => ({ file: file.slice(-50), peer, ...totals, flaws: flaws.length })),
)
for (const { file, flaws } of apps) for (const flaw of flaws) console.log(file, flaw)
for (const row of rows) if ('problem' in row) console.log(row.file, row.problem)
console.log(summary)
if (!options.includes('--dry-run')) writeFileSync(RESULT, `${JSON.stringify(report(), null, 2)}\n`)

/** In the form of `docs/contribute/benchmarks.md`, with the rows that it leaves out. */
function report() {
  const { files, read, withoutPlaceholder, compile: compiling } = summary
  const share = (count: number) => `${count} of ${files}`
  const results = [
    { metric: 'Files with a complete report', target: 'all', result: share(read), met: read === files },
    {
      metric: 'Connections of the files that the graphs keep',
      target: 'all',
      result: `${summary.edges - summary.lost} of ${summary.edges}`,
      met: summary.lost === 0,
    },
    {
      metric: 'Graphs that compile, apart from placeholders',
      target: 'all',
      result: share(compiling),
      met: compiling === files,
    },
    {
      metric: 'Files without a placeholder',
      target: '≥ 80 %',
      result: share(withoutPlaceholder),
      met: withoutPlaceholder >= files * 0.8,
    },
  ]
  return {
    area: 'Import from other builders',
    order: 12,
    command: '`node bench/run-ts.mjs bench/move-in.ts FOLDER`',
    results: results.map((result) => ({ ...result, ...circumstances() })),
    rows,
  }
}

function filesIn(location: string): string[] {
  if (statSync(location).isFile()) return [location]
  return readdirSync(location).flatMap((name) => filesIn(path.join(location, name)))
}

type Row = ReturnType<typeof toRow> | { file: string; problem: string }

function readRows(absolutePath: string): Row[] {
  const file = path.relative(folder ?? '', absolutePath)
  try {
    const apps = importApps(readFileSync(absolutePath, 'utf8'), path.parse(absolutePath).name)
    if (apps.length === 0) return [{ file, problem: 'not recognised' }]
    return apps.map((app) => toRow(file, app))
  } catch (error) {
    if (AppError.isInstance(error)) return [{ file, problem: error.message }]
    throw error
  }
}

function toRow(file: string, { file: { app, graph }, report }: ImportedApp) {
  const compiled = compile({ graph, manifests: manifestOf })
  const issues = compiled.ok ? [] : compiled.issues
  const flaws = issues.filter(({ severity, code }) => severity === 'error' && !LEFT_TO_DO.has(code))
  const { peer, formatVersion, totals, nodes } = report
  return {
    file,
    name: app.name,
    peer,
    formatVersion,
    totals,
    nodes: graph.nodes.length,
    edges: { count: report.edges.length, lost: report.edges.filter(({ status }) => status === 'missing').length },
    missing: nodes.filter(({ status }) => status === 'missing').map(({ sourceType }) => sourceType),
    flaws: flaws.map(({ code, key, nodeId }) => `${code} ${key} ${nodeId ?? ''}`),
  }
}
