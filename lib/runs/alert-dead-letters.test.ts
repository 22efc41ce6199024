import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestStudio } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import { alerts } from '@/lib/db/schema/inbox'
import type { NewDeadLetter } from '@/lib/jobs/queue-inspector'
import { alertDeadLetters } from './alert-dead-letters'

let studio: TestStudio
beforeAll(async () => {
  studio = await createTestStudio()
})
afterAll(() => studio.close())

test('jobs that failed for good are told once a cause, by whichever process looks, with the page to try them again', async () => {
  const { workspaceId } = await studio.signUp('owner')
  const letter = (atMicros: number, more: Partial<NewDeadLetter> = {}): NewDeadLetter => ({
    ...{ workspaceId, kind: 'send-callback', reason: 'The address answered 503.', atMicros },
    ...more,
  })
  const dead = [letter(1), letter(2), letter(3, { reason: 'No such host.' }), letter(4, { workspaceId: newId() })]
  const { inspector } = studio.system.jobs
  inspector.newDeadLetters = async (after) => dead.filter(({ atMicros }) => atMicros > after)
  const counts = await Promise.all([1, 2, 3].map(() => alertDeadLetters(studio.system)))
  expect(counts.toSorted()).toEqual([0, 0, 4])
  const told = async () => (await studio.system.db.select().from(alerts)).map(({ message, count }) => [message, count])
  expect((await told()).toSorted()).toEqual([
    [expect.stringContaining('No such host.'), 1],
    [expect.stringContaining('The address answered 503.'), 1],
  ])
  dead.push(letter(5))
  expect([await alertDeadLetters(studio.system), await alertDeadLetters(studio.system)]).toEqual([1, 0])
  const [first] = (await studio.system.db.select().from(alerts)).filter(({ count }) => count === 2)
  expect(first).toMatchObject({
    ...{ workspaceId, kind: 'dead-letter', title: 'A result could not be delivered', link: '/settings?tab=queue' },
  })
})
