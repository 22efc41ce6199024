import os from 'node:os'
import { SCENARIO_NAMES } from './scenarios.mjs'

const median = (list) => list.sort((left, right) => left - right)[Math.floor(list.length / 2)] ?? 0

/** A Markdown table of what load.mjs has measured. */
export function printReport(rows, connections) {
  console.log(
    `\n${os.cpus()[0].model}, ${os.cpus().length} CPUs, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}, load ${os.loadavg()[0].toFixed(1)}`,
  )
  console.log(
    '| | at once | first 3 s: requests/s, CPU | warm: requests/s | ttft p50 | whole p99 | CPU a request | of bare: requests/s, CPU; ttft p50 added |',
  )
  console.log('|---|---|---|---|---|---|---|---|')
  for (const name of SCENARIO_NAMES)
    for (const conc of connections) {
      const of = (subject, key) =>
        median(
          rows
            .filter((row) => row.scenario === name && row.conc === conc && row.subject === subject)
            .flatMap((row) => row[key] ?? []),
        )
      for (const subject of new Set(rows.filter((row) => row.scenario === name).map((row) => row.subject))) {
        const [rps, p50, p99, cpu] = ['rps', 'ttft50', 'p99', 'cpuMsPerReq'].map((key) => of(subject, key))
        const ratio = (value, key) => (value / of('bare', key)).toFixed(2)
        const [firstRps, firstCpu] = ['firstRps', 'firstCpu'].map((key) => of(subject, key))
        const first = firstRps > 0 ? `${firstRps.toFixed(0)}, ${firstCpu.toFixed(2)} ms` : ''
        const added = (p50 - of('bare', 'ttft50')).toFixed(1)
        console.log(
          `| ${name}, ${subject.replace('+', ', ')} | ${conc} | ${first} | ${rps.toFixed(0)} | ${p50.toFixed(1)} ms | ${p99.toFixed(1)} ms | ${cpu.toFixed(2)} ms | ${ratio(rps, 'rps')}, ${ratio(cpu, 'cpuMsPerReq')} ×; ${added} ms |`,
        )
      }
    }
  console.log('Warm: loaded before until the CPU of a request came to rest, the bare proxy too.')
  for (const row of rows.filter(({ errors }) => errors > 0))
    console.log(`failed: ${row.scenario} ${row.subject} at ${row.conc}: ${row.errors} × ${row.err}`)
}
