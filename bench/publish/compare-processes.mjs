import { drive } from './apply-load.mjs'
import { cpuMs } from './process-facts.mjs'
import { quantile } from './report.mjs'
import { warmUp, warmUpText } from './warm-up.mjs'

/**
 * Compares one, two and four processes of one database. All of them have warmed up their code and run all the
 * time, so that only the load differs. Two modes alternate. A fixed request rate per process, within the
 * capacity of the cores, shows the cost of additional processes. As many connections as possible show the
 * maximum: sixteen in total, which is four for each of four processes, whose runs then share a write less
 * often. One process alone with four connections shows how much of the difference that causes, and sixteen
 * connections for each process show the rest. The same load on as many bare proxies shows the share of the
 * machine, whose processes compete for caches.
 * @param subjects `ours` and `plain`: four each, `{ pid, target }`
 * @returns one line per mode
 */
export async function compareProcesses({ ours, plain }, { rounds, sliceMs, warmMs, perSecond, say }) {
  for (const [index, one] of [...plain, ...ours].entries()) {
    const warmth = await warmUp((ms) => loadCost([one], { connections: 16, ms }), { mostMs: warmMs })
    say(`${index < 4 ? 'bare' : 'ours'} ${(index % 4) + 1}: ${warmUpText(warmth)}`)
  }
  const groups = [pacedWays(perSecond), fullWays()].map((ways) => ways.map((way) => ({ ...way, ours: [], plain: [] })))
  const ways = groups.flat()
  for (let round = 0; round < rounds; round += 1)
    for (const way of round % 2 === 0 ? ways : ways.toReversed()) {
      way.plain.push(await loadCost(plain.slice(0, way.count), { ...way.load, ms: sliceMs }))
      way.ours.push(await loadCost(ours.slice(0, way.count), { ...way.load, ms: sliceMs }))
    }
  const atRest = await restCost(ours, 5_000)
  return [
    ...groups.flatMap((group) => group.map((way) => line(way, group[0]))),
    `  at rest each of ours takes ${atRest.toFixed(1)} ms a second`,
  ]
}

const pacedWays = (perSecond) => [1, 2, 4].map((count) => ({ count, load: { perSecond } }))

const fullWays = () =>
  [1, 2, 4].flatMap((count) => [
    { count, load: { connections: 16 / count } },
    ...(count === 1
      ? []
      : [
          { count, load: { connections: 16 } },
          { count: 1, load: { connections: 16 / count } },
        ]),
  ])

/** Round by round: the machine may change by half between two of them. */
function line({ count, load, ours, plain }, one) {
  const middle = (costs, key) =>
    quantile(
      costs.map((cost) => cost[key]),
      0.5,
    )
  const grown = (costs, of) =>
    quantile(
      costs.map(({ cpu }, round) => cpu / of[round].cpu),
      0.5,
    ).toFixed(2)
  const text = (costs, of) =>
    `${middle(costs, 'cpu').toFixed(3)} ms (${grown(costs, of)} times one's), ${middle(costs, 'perSecond').toFixed(0)} requests/s`
  const way = load.perSecond ? `${count} x ${load.perSecond}/s` : `${count} x ${load.connections}`
  return `  ${way.padEnd(9)} ours ${text(ours, one.ours)}; bare ${text(plain, one.plain)}`
}

const cpuOf = (servers) => servers.reduce((sum, { pid }) => sum + cpuMs(pid), 0)

/** CPU time per request, of one process or of several that are loaded at the same time. */
async function loadCost(servers, load) {
  const [before, began] = [cpuOf(servers), performance.now()]
  const done = await Promise.all(servers.map(({ target }) => drive(target, load)))
  const requests = done.reduce((sum, { times }) => sum + times.length, 0)
  return {
    requests,
    cpu: (cpuOf(servers) - before) / requests,
    perSecond: (1_000 * requests) / (performance.now() - began),
  }
}

/** CPU time of an idle process per second, in milliseconds. */
async function restCost(servers, ms) {
  const before = cpuOf(servers)
  await new Promise((resolve) => setTimeout(resolve, ms))
  return ((cpuOf(servers) - before) * 1_000) / ms / servers.length
}
