import { expect, test } from 'vitest'
import { findNearDuplicates } from './near-duplicates'

const LONG = 'How do I reset the password of my account at your shop when I have no access to my mail any more'

test('finds pairs that differ in a word, the closest first', async () => {
  const texts = [LONG, 'Which colors are in stock today', LONG.replace('shop', 'store'), `${LONG}!`, '']
  const pairs = await findNearDuplicates(texts)
  expect(pairs.map(({ first, second }) => [first, second])).toEqual([
    [0, 3],
    [0, 2],
    [2, 3],
  ])
  expect(pairs[0]?.similarity).toBe(1)
})

test('also compares texts without spaces', async () => {
  const text = '如果我再也无法访问我的邮箱如何在你们的商店重置我的账户密码请告诉我详细的步骤谢谢'
  expect(await findNearDuplicates([text, `${text}啊`, '你好'])).toHaveLength(1)
})

test('yields to the event loop while comparing thousands of similar texts', async () => {
  const texts = Array.from({ length: 3_000 }, (_, index) => `${LONG} ${index}`)
  let turns = 0
  const clock = setInterval(() => {
    turns += 1
  }, 1)
  await findNearDuplicates(texts)
  clearInterval(clock)
  expect(turns).toBeGreaterThan(10)
})
