import { spawnSync } from 'node:child_process'
import os from 'node:os'

/** Time, commit and machine of a measurement, for bench/results. */
export function circumstances() {
  const commit = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).stdout.trim()
  const machine = `${os.cpus().length} cores, load ${os.loadavg()[0].toFixed(1)}, Node ${process.version}`
  return { date: new Date().toISOString(), commit, machine }
}
