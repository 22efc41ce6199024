// Runs flows of other builders and the apps imported from them on an echo model, and compares what both do:
// node bench/run-ts.mjs bench/move-in-runs.ts FOLDER
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { JsonObject } from '@/lib/core/json'
import type { EnginePorts } from '@/lib/engine/ports'
import { type ImportedApp, importApps } from '@/lib/import/import-app'
import { buildTestRunner } from '@/lib/sandbox/build-test-runner'
import { createSandbox } from '@/lib/sandbox/create-sandbox'
import { createPythonSandbox } from '@/lib/sandbox/python/create-python-sandbox'
import { circumstances } from './circumstances.mjs'
import { runImported } from './move-in/run-imported'
import { type Interpreters, sourceRun } from './move-in/source-run'
import type { Trace } from './move-in/trace'

const RESULT = 'bench/results/move-in-runs.json'
const MESSAGES = ['Plan a trip to Rome.', '为什么天空是蓝色的？', 'a "quoted" {{text}}\nwith two lines']
const OWNER = { workspaceId: 'w', appId: null }
/** Notes about settings that a person selects. They do not announce a different behavior. */
const TO_SELECT = new Set(['credential', 'knowledge', 'connection'])

const [, , folder, ...options] = process.argv
if (folder === undefined) throw new Error('Name a folder with files of other builders.')
const built = await buildTestRunner()
const [scripts, pythons] = [
  createSandbox({ runnerPath: built.runnerPath }),
  createPythonSandbox({ runnerPath: built.pythonRunnerPath }),
]
const sandbox: EnginePorts['sandbox'] = {
  run: (request) => (request.language === 'python' ? pythons : scripts).run(request, OWNER),
}
// The processes of the sandbox do not keep this one alive.
const alive = setInterval(() => {}, 1_000)
const { signal } = new AbortController()
const interpreters: Interpreters = {
  python: (code, input) => runCode('python', code, input),
  script: (code, input) => runCode('javascript', code, input),
}

const rows: { file: string; runs: string[]; announced?: boolean; excluded?: string }[] = []
for (const file of filesIn(folder)) {
  const text = readFileSync(file, 'utf8')
  const [app] = importApps(text, path.parse(file).name)
  if (app) rows.push({ file: path.relative(folder, file), ...(await compareFile(app, text)) })
}
await Promise.all([scripts.close(), pythons.close()])
built.remove()
clearInterval(alive)

const compared = rows.flatMap(({ runs }) => runs)
const equal = compared.filter((run) => run === 'equal').length
const wrong = rows.filter(({ announced }) => announced === false).length
for (const { file, runs, excluded } of rows) console.log(file, excluded ?? runs.join(' | '))
console.log(`${equal} of ${compared.length} runs are equal; ${wrong} files differ without a note`)
if (!options.includes('--dry-run')) {
  const results = [
    {
      metric: 'Runs equal on the echo model',
      target: '≥ 90 %',
      result: `${equal} of ${compared.length}`,
      met: equal >= compared.length * 0.9,
    },
    { metric: 'Files that differ without a note in the report', target: '0', result: `${wrong}`, met: wrong === 0 },
  ]
  const report = {
    area: 'Imported apps',
    order: 13,
    command: '`node bench/run-ts.mjs bench/move-in-runs.ts FOLDER`',
    results: results.map((result) => ({ ...result, ...circumstances() })),
    rows,
  }
  writeFileSync(RESULT, `${JSON.stringify(report, null, 2)}\n`)
}

function filesIn(file: string): string[] {
  if (statSync(file).isFile()) return [file]
  return readdirSync(file).flatMap((name) => filesIn(path.join(file, name)))
}

async function runCode(language: 'python' | 'javascript', code: string, input: JsonObject): Promise<JsonObject> {
  // Safe: code of other builders returns an object.
  return (await sandbox.run({ language, code, input, timeoutMs: 30_000, signal })).output as JsonObject
}

/** Three runs of a file; a difference counts as announced if a note names a changed node. */
async function compareFile({ file, report }: ImportedApp, text: string) {
  if (report.totals.missing > 0) return { runs: [], excluded: 'It has a placeholder.' }
  const source = sourceRun(report.peer, text, interpreters)
  if (typeof source === 'string') return { runs: [], excluded: source }
  const runs: string[] = []
  for (const message of MESSAGES) runs.push(await compare(report.peer, text, { graph: file.graph, message }))
  if (runs.every((run) => run === 'equal')) return { runs }
  return { runs, announced: report.nodes.some(({ notes }) => notes.some(({ key }) => !TO_SELECT.has(key))) }
}

async function compare(
  peer: string,
  text: string,
  { graph, message }: { graph: Parameters<typeof runImported>[0]; message: string },
): Promise<string> {
  try {
    const source = sourceRun(peer, text, interpreters)
    if (typeof source === 'string') return source
    const values = source.inputs(message)
    const [theirs, ours] = [await source.run(values), await runImported(graph, values, sandbox)]
    const part = (['calls', 'requests', 'text'] as const).find((key) => !isSame(theirs[key], ours[key]))
    if (!part) return 'equal'
    if (options.includes('--show'))
      console.log(part, '\n  theirs', theirs[part], '\n  ours', ours[part], '\n  text', ours.text)
    return part
  } catch (error) {
    return `failed: ${error instanceof Error ? error.message.slice(0, 200) : String(error)}`
  }
}

/** Branches may run at once, so the order of calls and answers is not compared. Answers are joined with other spaces. */
function isSame(theirs: Trace[keyof Trace], ours: Trace[keyof Trace]): boolean {
  const sorted = (value: Trace[keyof Trace]) =>
    Array.isArray(value)
      ? value.toSorted()
      : value
          .split('\n\n')
          .map((part) => part.replaceAll(/\s+/g, ' ').trim())
          .toSorted()
          .join(' ')
  return JSON.stringify(sorted(theirs)) === JSON.stringify(sorted(ours))
}
