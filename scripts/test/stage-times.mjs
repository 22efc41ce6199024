import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { circumstances } from '../../bench/circumstances.mjs'

/**
 * Runs a stage.
 * @param {string} stage its name
 * @param {() => Promise<void>} work
 * @returns its time, and the processor time of its programs, which depends less on other load of the machine
 */
export async function timeStage(stage, work) {
  const [startedMs, cpuBefore] = [performance.now(), childrenCpuSeconds()]
  await work()
  return { stage, seconds: (performance.now() - startedMs) / 1_000, cpuSeconds: childrenCpuSeconds() - cpuBefore }
}

/**
 * Writes the times to a file for bench/results.
 * @param {Awaited<ReturnType<typeof timeStage>>[]} times
 * @param {string} file
 * @returns {string} the times as a table
 */
export function reportStageTimes(times, file) {
  const sum = (key) => times.reduce((all, time) => all + time[key], 0)
  const total = rounded({ stage: 'total', seconds: sum('seconds'), cpuSeconds: sum('cpuSeconds') })
  const stages = times.map(rounded)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify({ ...circumstances(), stages, total }, null, 2)}\n`)
  return [['stage', 'time', 'processor time'], ...[...stages, total].map(cells)].map(row).join('\n')
}

const rounded = ({ stage, seconds, cpuSeconds }) => ({
  stage,
  seconds: Math.round(seconds),
  cpuSeconds: Math.round(cpuSeconds),
})
const cells = ({ stage, seconds, cpuSeconds }) => [stage, `${seconds} s`, `${cpuSeconds} s`]
const row = ([stage, time, cpu]) => `${stage.padEnd(10)}${time.padStart(8)}${cpu.padStart(17)}`

/** Of all programs that this process started and that have ended. Node does not report it; 0 outside Linux. */
function childrenCpuSeconds() {
  if (!existsSync('/proc/self/stat')) return 0
  // The name of the program, in parentheses, may contain spaces. Fields 16 and 17 are in hundredths of a second.
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1).split(' ')
  return (Number(fields[13]) + Number(fields[14])) / 100
}
