// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { beforeAll, expect, test, vi } from 'vitest'
import { loadMessageCatalog } from '@/lib/client/messages/message-catalog'
import { LazyDialog, LazyPart } from './lazy-part'
import { makePart } from './part'

Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true)
beforeAll(() => loadMessageCatalog('en'))

/** A part whose first loads fail, as without a network. */
function failingPart(failures: number) {
  const loads = { count: 0 }
  const part = makePart<{ name: string }>(async () => {
    loads.count += 1
    if (loads.count <= failures) throw new Error('Failed to load chunk')
    return ({ name }) => <p>Hello {name}</p>
  })
  return { part, loads }
}

function mount() {
  const holder = document.createElement('div')
  document.body.append(holder)
  const root = createRoot(holder)
  return {
    show: (element: React.ReactNode) => act(async () => root.render(element)),
    press: (name: string) =>
      act(async () => [...holder.querySelectorAll('button')].find((item) => item.textContent === name)?.click()),
    text: () => holder.textContent ?? '',
  }
}

test('a part that failed to load shows an error and a retry button', async () => {
  const { part, loads } = failingPart(1)
  const page = mount()
  await page.show(<LazyPart part={part} props={{ name: 'Ada' }} />)
  expect(page.text()).toMatch(/could not be loaded.*reload the page/)
  await page.press('Try again')
  expect(page.text()).toBe('Hello Ada')
  expect(loads.count).toBe(2)
})

test('a dialog that failed to load can be closed, and is loaded again when reopened', async () => {
  const { part, loads } = failingPart(2)
  const page = mount()
  const close = vi.fn()
  const draw = (open: boolean) =>
    page.show(<LazyDialog part={part} open={open} props={{ name: 'Ada' }} onClose={close} />)
  await draw(true)
  expect(page.text()).toMatch(/could not be loaded/)
  await page.press('Close')
  expect(close).toHaveBeenCalledOnce()
  await draw(false)
  expect(page.text()).toBe('')
  await draw(true)
  expect(loads.count).toBe(2)
  expect(page.text()).toMatch(/could not be loaded/)
  await draw(false)
  await draw(true)
  expect(page.text()).toBe('Hello Ada')
})

test('a loaded part renders immediately everywhere and is never fetched again', async () => {
  const { part, loads } = failingPart(0)
  await part.load()
  const page = mount()
  await page.show(
    <>
      <LazyPart part={part} props={{ name: 'Ada' }} />
      <LazyPart part={part} props={{ name: 'Bo' }} />
    </>,
  )
  expect(page.text()).toBe('Hello AdaHello Bo')
  expect(loads.count).toBe(1)
})
