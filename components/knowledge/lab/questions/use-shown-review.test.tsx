// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, test } from 'vitest'
import { useShownReview } from './use-shown-review'

Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true)

function List({ counts }: { counts?: { accepted: number; pending: number } }) {
  const [shown, choose] = useShownReview(counts)
  return (
    <button type="button" onClick={() => choose('pending')}>
      {shown}
    </button>
  )
}

function mount() {
  const holder = document.createElement('div')
  document.body.append(holder)
  const root = createRoot(holder)
  const draw = async (accepted?: number, pending = 0) => {
    await act(async () => root.render(<List {...(accepted === undefined ? {} : { counts: { accepted, pending } })} />))
    return holder.textContent
  }
  return { draw, review: () => act(async () => holder.querySelector('button')?.click()) }
}

test('after the last review all questions are shown, and new pending ones do not switch the list', async () => {
  const { draw, review } = mount()
  expect(await draw()).toBe('accepted')
  expect(await draw(3, 1)).toBe('accepted')
  await review()
  expect(await draw(3, 1)).toBe('pending')
  expect(await draw(4, 0)).toBe('accepted')
  expect(await draw(4, 2)).toBe('accepted')
})

test('if all are pending, keeping the first one does not end the review', async () => {
  const { draw } = mount()
  expect([await draw(0, 3), await draw(1, 2), await draw(3, 0)]).toEqual(['pending', 'pending', 'accepted'])
})
