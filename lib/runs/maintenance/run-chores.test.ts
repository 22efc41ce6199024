import { expect, test } from 'vitest'
import { doChores } from './run-chores'

function chores(failure: Error) {
  const done: string[] = []
  const chore = (name: string) => async () => void done.push(name)
  const broken = () => Promise.reject(failure)
  return { done, all: [chore('before'), broken, chore('after')] }
}

test.each([
  ['an ordinary error', new Error('No.')],
  ['a deadlock', new Error('query', { cause: Object.assign(new Error('deadlock'), { code: '40P01' }) })],
])('a failing chore does not block the others: %s', async (_, failure) => {
  const { done, all } = chores(failure)
  await doChores(all)
  expect(done).toEqual(['before', 'after'])
})

test('tries nothing else while the database is unreachable', async () => {
  const databaseGone = new Error('query', { cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }) })
  const { done, all } = chores(databaseGone)
  await expect(doChores(all)).rejects.toBe(databaseGone)
  expect(done).toEqual(['before'])
})
