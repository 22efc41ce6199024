// `npm run torture`: faults x workloads on a cluster of four processes. The table and bench/results/torture.json
// contain the results.
//   npm run torture -- --faults kill,sigterm --workloads maps,streams --runs 20 --repeat 3 --seconds 60
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { circumstances } from '../../bench/circumstances.mjs'
import { root } from '../node24.mjs'
import { build, install } from '../steps.mjs'
import { FAULTS } from './faults.mjs'
import { tortureWith, WORKLOADS } from './matrix.mjs'

const { values } = parseArgs({
  options: {
    faults: {
      type: 'string',
      default: Object.keys(FAULTS)
        .filter((name) => name !== 'none')
        .join(),
    },
    workloads: { type: 'string', default: Object.keys(WORKLOADS).join() },
    runs: { type: 'string', default: '20' },
    repeat: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '60' },
    /** The server is already built. */
    built: { type: 'boolean', default: false },
    out: { type: 'string', default: path.join(root, 'bench/results/torture.json') },
  },
})

const faults = known('fault', values.faults, FAULTS)
const workloads = known('workload', values.workloads, WORKLOADS)
if (!values.built) {
  await install()
  await build()
}
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stopping.abort())
const entries = []
for (const fault of faults) {
  if (FAULTS[fault].isPossible?.() === false) {
    console.log(`${fault}: skipped, it needs libfaketime (Debian: apt-get install faketime).`)
    continue
  }
  for (let turn = 1; turn <= Number(values.repeat); turn += 1) {
    const options = { fault, workloads, runs: Number(values.runs), seconds: Number(values.seconds) }
    const log = (line) => console.log(line)
    const found = await tortureWith({ ...options, say: log, signal: stopping.signal }).catch((error) => ({
      fault,
      seconds: 0,
      ended: 0,
      cells: {},
      failed: String(error),
    }))
    entries.push({ ...found, runsAsked: options.runs, ...circumstances() })
    if (stopping.signal.aborted) process.exit(1)
    store(entries.at(-1))
  }
}
console.log(table(entries))
const problems = entries.flatMap(problemsOf)
for (const problem of problems.slice(0, 50)) console.log(`  ${problem}`)
process.exit(problems.length === 0 ? 0 : 1)

function known(kind, text, all) {
  const names = text.split(',')
  const unknown = names.filter((name) => !Object.hasOwn(all, name))
  if (unknown.length === 0) return names
  console.error(`Unknown ${kind} ${unknown.join(', ')}. Known: ${Object.keys(all).join(', ')}.`)
  process.exit(1)
}

/** Merged with the results of earlier calls. */
function store(entry) {
  mkdirSync(path.dirname(values.out), { recursive: true })
  const earlier = existsSync(values.out) ? JSON.parse(readFileSync(values.out, 'utf8')) : []
  writeFileSync(values.out, `${JSON.stringify([...earlier, entry], null, 2)}\n`)
}

function problemsOf({ fault, ended, cells, failed }) {
  return [
    ...(failed ? [`${fault}: ${failed}`] : []),
    ...(ended > 0 ? [`${fault}: ${ended} processes ended by themselves`] : []),
    ...Object.values(cells).flatMap((cell) => cell.problems.map((problem) => `${fault}: ${problem}`)),
  ]
}

/** Runs, takeovers and problems of all repetitions. */
function table(all) {
  const cellOf = (fault, workload) => {
    const cells = all.filter((entry) => entry.fault === fault).flatMap(({ cells }) => cells[workload] ?? [])
    const sum = (count) => cells.reduce((total, cell) => total + count(cell), 0)
    return `${sum(({ runs }) => runs)} / ${sum(({ takenOver }) => takenOver)} / ${sum(({ problems }) => problems.length)}`
  }
  const rows = [...new Set(all.map(({ fault }) => fault))].map((fault) => [
    fault,
    ...workloads.map((workload) => cellOf(fault, workload)),
  ])
  const head = ['runs / taken over / problems', ...workloads]
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
