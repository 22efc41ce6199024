import os from 'node:os'
import { SCENARIO_NAMES } from './scenarios.mjs'

/** The quantile of a list. */
export function quantile(list, share) {
  const sorted = list.toSorted((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

const median = (list) => quantile(list, 0.5)

/**
 * A Markdown table of the results of load.mjs. The machine may change by half within minutes, so comparisons with the
 * bare proxy are made within each round, and the median of the rounds is reported with quartiles.
 */
export function printReport(rows, connections) {
  const machine = `${os.cpus()[0].model}, ${os.cpus().length} CPUs, Node ${process.version}`
  console.log(
    `\n${machine}, ${new Date().toISOString().slice(0, 10)}, load ${os.loadavg()[0].toFixed(1)}, rounds: ${new Set(rows.map(({ rep }) => rep)).size}`,
  )
  console.log(
    '| | at once | requests/s | of bare (quartiles) | ttft p50, added | whole p99 | CPU a request, times bare |',
  )
  console.log('|---|---|---|---|---|---|---|')
  for (const name of SCENARIO_NAMES)
    for (const conc of connections)
      printScenario(
        rows.filter((row) => row.scenario === name && row.conc === conc),
        name,
        conc,
      )
  console.log('Warm-up: each subject, including the bare proxy, was loaded until its CPU time per request was stable.')
  for (const row of rows.filter(({ errors }) => errors > 0))
    console.log(`failed: ${row.scenario} ${row.subject} at ${row.conc}: ${row.errors} × ${row.err}`)
}

function printScenario(rows, name, conc) {
  const bare = new Map(rows.filter(({ subject }) => subject === 'bare').map((row) => [row.rep, row]))
  for (const subject of new Set(rows.map((row) => row.subject))) {
    const rowsOfSubject = rows.filter((row) => row.subject === subject)
    const middle = (key) => median(rowsOfSubject.map((row) => row[key]))
    const beside = (key, compare) => rowsOfSubject.map((row) => compare(row[key], bare.get(row.rep)[key]))
    const ratio = (left, right) => left / right
    const shares = beside('rps', ratio)
    const quartiles = `${quantile(shares, 0.25).toFixed(2)} to ${quantile(shares, 0.75).toFixed(2)}`
    const added = median(beside('ttft50', (left, right) => left - right)).toFixed(1)
    console.log(
      `| ${name}, ${subject.replace('+', ', ')} | ${conc} | ${middle('rps').toFixed(0)} | ${median(shares).toFixed(2)} (${quartiles}) | ${middle('ttft50').toFixed(1)}, ${added} ms | ${middle('p99').toFixed(1)} ms | ${middle('cpuMsPerReq').toFixed(2)} ms, ${median(beside('cpuMsPerReq', ratio)).toFixed(2)} × |`,
    )
  }
}
