// npm run bench:engine [memory | databases]: the overhead of the engine per node, compared with LangGraph.js on the
// same graphs.
import os from 'node:os'
import { measureDatabases } from './engine/durable'
import { chain, fan, manyContainers, mapOver, planOf, range, runPlan, sleep, UNEVEN, uneven } from './engine/graphs'
import { langGraphChain, langGraphFan, langGraphMap, langGraphUneven } from './engine/langgraph'
import { type Measured, measure, micros, table } from './engine/measure'
import { measurePausedRuns } from './engine/paused'

/** After this many nodes Node.js has compiled the hot code. */
const WARM_NODES = 100_000
const slow = { warmups: 2, forMs: 2_000, least: 3 }

async function compareOverhead(): Promise<void> {
  const rows: string[][] = []
  const add = async (name: string, nodes: number, ours: () => Promise<unknown>, theirs: () => Promise<unknown>) => {
    const mine = await measure(ours, { warmups: Math.ceil(WARM_NODES / nodes) })
    const other = await measure(theirs, slow)
    rows.push(rowOf(name, nodes, mine, other))
  }
  for (const count of [10, 100, 500]) {
    const plan = planOf(chain(count))
    const theirs = langGraphChain(count)
    await add(
      `chain of ${count}`,
      count,
      () => runPlan(plan),
      () => theirs({ value: 'hello' }),
    )
  }
  const fanPlan = planOf(fan(100))
  const theirFan = langGraphFan(100)
  await add(
    'fan-out and in of 100',
    101,
    () => runPlan(fanPlan),
    () => theirFan({ value: 'hello' }),
  )
  const mapPlan = planOf(mapOver(16))
  const theirMap = langGraphMap()
  const items = range(1_000)
  await add(
    'map over 1,000',
    1_000,
    () => runPlan(mapPlan, { question: items }),
    () => theirMap({ list: items }),
  )
  table(
    'In memory, nothing stored: CPU time per node (elapsed: median, fast tenth)',
    ['graph', 'Patchbay us', 'LangGraph.js us', 'times'],
    rows,
  )
}

function rowOf(name: string, nodes: number, mine: Measured, other: Measured): string[] {
  const show = ({ medianMs, fastMs, cpuMs }: Measured) =>
    `${micros(cpuMs, nodes)} (${micros(medianMs, nodes)}, ${micros(fastMs, nodes)})`
  return [name, show(mine), show(other), (other.cpuMs / mine.cpuMs).toFixed(0)]
}

async function measureCompile(): Promise<void> {
  const rows: string[][] = []
  for (const [name, graph] of [
    ['chain of 2,000', chain(1_999)],
    ['100 containers of 18', manyContainers()],
  ] as const) {
    const { cpuMs, medianMs } = await measure(async () => planOf(graph), { warmups: 20 })
    rows.push([name, cpuMs.toFixed(1), medianMs.toFixed(1)])
  }
  table('Compiling, with all rules', ['graph', 'CPU ms', 'median ms'], rows)
}

async function compareWaiting(): Promise<void> {
  const plan = planOf(uneven())
  const behaviors = Object.fromEntries(
    Object.entries(UNEVEN.delays).map(([id, delayMs]) => [
      id,
      async () => {
        await sleep(delayMs)
        return { out: id }
      },
    ]),
  )
  const theirs = langGraphUneven()
  const [mine, other] = [
    await measure(() => runPlan(plan, { behaviors }), { warmups: 2, forMs: 3_000 }),
    await measure(() => theirs({}), { warmups: 2, forMs: 3_000 }),
  ]
  const row = (name: string, { medianMs }: Measured) => [
    name,
    medianMs.toFixed(1),
    `${((medianMs / UNEVEN.criticalMs - 1) * 100).toFixed(1)} %`,
  ]
  table(
    `Uneven branches: who waits for whom (critical path ${UNEVEN.criticalMs} ms)`,
    ['engine', 'ms', 'over the critical path'],
    [row('Patchbay', mine), row('LangGraph.js', other)],
  )
}

process.stdout.write(
  `${new Date().toISOString()} · Node ${process.version} · ${os.cpus().length} x ${os.cpus()[0]?.model} · load ${os.loadavg()[0]?.toFixed(1)}\n`,
)
const [, , only] = process.argv
if (only !== 'databases') {
  await compareOverhead()
  await compareWaiting()
  await measurePausedRuns()
  await measureCompile()
}
if (only !== 'memory') await measureDatabases()
