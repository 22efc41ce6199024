import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { JOB_NAMES } from '@/lib/contracts/queue'
import { buildIndexJob, deleteIndexJob } from '@/lib/services/knowledge/indexes/index-jobs'
import { jobKinds } from './job-kinds'

test('every kind of job has its queue, without which none can be sent', () => {
  const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8')
  const [kinds, workers] = [read('./job-kinds.ts'), read('./start-workers.ts')]
  const worked = [...workers.matchAll(/jobs\.work\((\w+),/g)].map(([, name]) => name)
  expect(worked.length).toBeGreaterThan(5)
  expect(worked.filter((name) => !kinds.includes(`  ${name},`))).toEqual([])
  expect(jobKinds.map(({ name }) => name)).toEqual(expect.arrayContaining([buildIndexJob.name, deleteIndexJob.name]))
})

test('the queue page has a name for every kind of job', () => {
  expect(jobKinds.map(({ name }) => name).toSorted()).toEqual([...JOB_NAMES].toSorted())
})
