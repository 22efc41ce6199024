import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { reportStageTimes, timeStage } from './stage-times.mjs'

test('prints the times of the stages and their sum, and writes them to a file', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-times-'))
  const file = path.join(folder, 'new/times.json')
  const times = [
    { stage: 'static', seconds: 59.6, cpuSeconds: 110.4 },
    { stage: 'unit', seconds: 300, cpuSeconds: 540 },
  ]
  try {
    expect(reportStageTimes(times, file).split('\n')).toEqual([
      'stage         time   processor time',
      'static        60 s            110 s',
      'unit         300 s            540 s',
      'total        360 s            650 s',
    ])
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      stages: [{ stage: 'static', seconds: 60, cpuSeconds: 110 }, times[1]],
      total: { stage: 'total', seconds: 360, cpuSeconds: 650 },
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test.runIf(process.platform === 'linux')('counts the processor time of the programs that a stage runs', async () => {
  const burn = 'const { user } = process.cpuUsage(); while (process.cpuUsage().user - user < 100_000);'
  const time = await timeStage('unit', async () => void (await promisify(execFile)(process.execPath, ['-e', burn])))
  expect(time).toMatchObject({ stage: 'unit' })
  expect(time.cpuSeconds).toBeGreaterThanOrEqual(0.1)
})
