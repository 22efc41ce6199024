import { expect, test } from 'vitest'
import { emittedItems } from './emitted-items'

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('yields emitted items in order, including those emitted together and at the very end', async () => {
  const items = emittedItems<number>(async (emit) => {
    emit(1)
    emit(2)
    await turn()
    emit(3)
  })
  const seen: number[] = []
  for await (const item of items) {
    seen.push(item)
    if (item === 2) await turn()
  }
  expect(seen).toEqual([1, 2, 3])
  for await (const item of emittedItems<number>(async () => {})) seen.push(item)
  expect(seen).toHaveLength(3)
})

test('reports a failure after all items emitted before it', async () => {
  const seen: number[] = []
  const reading = async () => {
    for await (const item of emittedItems<number>(async (emit) => {
      emit(1)
      throw new Error('broke off')
    }))
      seen.push(item)
  }
  await expect(reading()).rejects.toThrow('broke off')
  expect(seen).toEqual([1])
})

test('ends the work at its next item when the reader stops', async () => {
  let ended: unknown = null
  const items = emittedItems<number>(async (emit) => {
    try {
      for (let number = 1; ; number += 1) {
        emit(number)
        await turn()
      }
    } catch (failure) {
      ended = failure
      throw failure
    }
  })
  for await (const item of items) if (item === 2) break
  await expect.poll(() => ended).toMatchObject({ message: 'The reader has left.' })
})
