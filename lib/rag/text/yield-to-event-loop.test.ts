import { expect, test } from 'vitest'
import { createYielder, withSearchPriority, yieldToEventLoop } from './yield-to-event-loop'

test('resumes work after the last search, but does not wait forever', async () => {
  const happened: string[] = []
  const { promise: first, resolve: endFirst } = Promise.withResolvers<void>()
  const { promise: second, resolve: endSecond } = Promise.withResolvers<void>()
  const searches = [first, second].map((end) => withSearchPriority(() => end))
  const work = yieldToEventLoop().then(() => happened.push('work'))
  await new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)))
  endFirst()
  await searches[0]
  happened.push('first')
  endSecond()
  await Promise.all([searches[1], work])
  expect(happened).toEqual(['first', 'work'])

  const { promise: never, resolve: end } = Promise.withResolvers<void>()
  const stuck = withSearchPriority(() => never)
  await yieldToEventLoop()
  end()
  await stuck
  await yieldToEventLoop()
})

test('yields once a piece of work has used its time, and not before', async () => {
  let turns = 0
  const other = setInterval(() => {
    turns += 1
  })
  const [never, always] = [createYielder(60_000), createYielder(0)]
  for (let piece = 0; piece < 20; piece += 1) await never()
  expect(turns).toBe(0)
  while (turns === 0) await always()
  clearInterval(other)
})
