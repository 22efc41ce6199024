import { expect, test } from 'vitest'
import { breathe, whileOthersWait } from './breathe'

test('work that breathes goes on when the last search is done, and not for ever behind it', async () => {
  const happened: string[] = []
  const { promise: first, resolve: endFirst } = Promise.withResolvers<void>()
  const { promise: second, resolve: endSecond } = Promise.withResolvers<void>()
  const searches = [first, second].map((end) => whileOthersWait(() => end))
  const work = breathe().then(() => happened.push('work'))
  await new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)))
  endFirst()
  await searches[0]
  happened.push('first')
  endSecond()
  await Promise.all([searches[1], work])
  expect(happened).toEqual(['first', 'work'])

  const { promise: never, resolve: end } = Promise.withResolvers<void>()
  const stuck = whileOthersWait(() => never)
  await breathe()
  end()
  await stuck
  await breathe()
})
