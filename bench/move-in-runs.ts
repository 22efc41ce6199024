// Runs workflows of Dify and the apps imported from them on an echo model, and compares what both do:
// node bench/run-ts.mjs bench/move-in-runs.ts FOLDER
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { JsonObject } from '@/lib/core/json'
import type { EnginePorts } from '@/lib/engine/ports'
import { textOf } from '@/lib/import/fields'
import { importApps } from '@/lib/import/import-app'
import { buildTestRunner } from '@/lib/sandbox/build-test-runner'
import { createSandbox } from '@/lib/sandbox/create-sandbox'
import { createPythonSandbox } from '@/lib/sandbox/python/create-python-sandbox'
import { circumstances } from './circumstances.mjs'
import { DifyRun } from './move-in/run-dify'
import { runImported } from './move-in/run-imported'
import type { Trace } from './move-in/trace'

const RESULT = 'bench/results/move-in-runs.json'
const MESSAGES = ['Plan a trip to Rome.', '为什么天空是蓝色的？', 'a "quoted" {{text}}\nwith two lines']
const OWNER = { workspaceId: 'w', appId: null }

const [, , folder, ...options] = process.argv
if (folder === undefined) throw new Error('Name a folder with files of Dify.')
const built = await buildTestRunner()
const [scripts, python] = [
  createSandbox({ runnerPath: built.runnerPath }),
  createPythonSandbox({ runnerPath: built.pythonRunnerPath }),
]
const sandbox: EnginePorts['sandbox'] = {
  run: (request) => (request.language === 'python' ? python : scripts).run(request, OWNER),
}
// The processes of the sandbox do not keep this one alive.
const alive = setInterval(() => {}, 1_000)
const { signal } = new AbortController()
const runPython = async (code: string, input: JsonObject): Promise<JsonObject> =>
  // Safe: code of Dify returns an object.
  (await sandbox.run({ language: 'python', code, input, timeoutMs: 30_000, signal })).output as JsonObject

const rows: { file: string; runs: string[] }[] = []
for (const name of readdirSync(folder).filter((file) => /\.ya?ml$/.test(file))) {
  const text = readFileSync(path.join(folder, name), 'utf8')
  const [app] = importApps(text, name)
  if (!app || app.report.totals.missing > 0) rows.push({ file: name, runs: ['placeholder'] })
  else {
    const runs: string[] = []
    for (const message of MESSAGES) runs.push(await compare(text, app.file.graph, message))
    rows.push({ file: name, runs })
  }
}
await Promise.all([scripts.close(), python.close()])
built.remove()
clearInterval(alive)

const compared = rows.flatMap(({ runs }) => runs).filter((run) => run !== 'placeholder')
const equal = compared.filter((run) => run === 'equal').length
for (const { file, runs } of rows) console.log(file, runs.join(' | '))
console.log(`${equal} of ${compared.length} runs are equal`)
if (!options.includes('--dry-run')) {
  const result = {
    ...{ metric: 'Runs of Dify workflows equal on the echo model', target: '≥ 90 %' },
    ...{ result: `${equal} of ${compared.length}`, met: equal >= compared.length * 0.9, ...circumstances() },
  }
  const command = '`node bench/run-ts.mjs bench/move-in-runs.ts FOLDER`'
  writeFileSync(
    RESULT,
    `${JSON.stringify({ area: 'Imported apps', order: 13, command, results: [result], rows }, null, 2)}\n`,
  )
}

async function compare(text: string, graph: Parameters<typeof runImported>[0], message: string): Promise<string> {
  try {
    const source = new DifyRun(text, runPython)
    const values = source.isChat ? { message } : fieldsOf(source, message)
    const [theirs, ours] = [await source.run(values), await runImported(graph, values, sandbox)]
    const part = (['calls', 'requests', 'text'] as const).find((key) => !isSame(theirs[key], ours[key]))
    if (!part) return 'equal'
    if (options.includes('--show')) console.log(part, '\n  theirs', theirs[part], '\n  ours', ours[part])
    return part
  } catch (error) {
    return `failed: ${error instanceof Error ? error.message.slice(0, 200) : String(error)}`
  }
}

function fieldsOf(source: DifyRun, message: string): JsonObject {
  return Object.fromEntries(
    source.fields().map(({ variable, type, options }, index): [string, JsonObject[string]] => {
      if (type === 'number') return [textOf(variable), index + 1]
      const [first] = Array.isArray(options) ? options : []
      return [textOf(variable), type === 'select' ? (first ?? '') : `${message} ${index}`]
    }),
  )
}

/** Branches may run at once, so the order of calls is not compared. Answers are joined with other spaces. */
function isSame(theirs: Trace[keyof Trace], ours: Trace[keyof Trace]): boolean {
  const sorted = (value: Trace[keyof Trace]) =>
    Array.isArray(value) ? value.toSorted() : value.replaceAll(/\s+/g, ' ').trim()
  return JSON.stringify(sorted(theirs)) === JSON.stringify(sorted(ours))
}
