import { expect, test } from 'vitest'
import { endsWhen } from './take-until'

test('ends after the last item, and ends the source', async () => {
  let isClosed = false
  async function* numbers() {
    try {
      for (let number = 0; ; number += 1) yield number
    } finally {
      isClosed = true
    }
  }
  const items: number[] = []
  for await (const item of endsWhen(numbers(), () => items.at(-1) === 2)) items.push(item)
  expect([items, isClosed]).toEqual([[0, 1, 2], true])
})
