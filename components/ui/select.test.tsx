// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { beforeAll, expect, test, vi } from 'vitest'
import { loadMessageCatalog } from '@/lib/client/messages/message-catalog'
import { Select } from './select'

Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true)
beforeAll(async () => {
  await Promise.all([loadMessageCatalog('en'), import('./overlays/select-list')])
})

const OPTIONS = ['Berlin', 'Bern', 'Cairo'].map((label) => ({ value: label.toLowerCase(), label }))

async function mount(value: string | undefined, onValueChange: (value: string) => void) {
  const holder = document.createElement('div')
  document.body.replaceChildren(holder)
  await act(async () =>
    createRoot(holder).render(
      <Select aria-label="City" value={value} onValueChange={onValueChange} options={OPTIONS} placeholder="Choose" />,
    ),
  )
  const button = holder.querySelector<HTMLButtonElement>('[role="combobox"]')
  if (!button) throw new Error('no select')
  return button
}
const press = (button: HTMLElement, key: string) =>
  act(async () => button.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })))

test('shows the label of the selected option, or the placeholder', async () => {
  expect((await mount('bern', () => undefined)).textContent).toBe('Bern')
  expect((await mount(undefined, () => undefined)).textContent).toBe('Choose')
})

test('the first letter of an option selects it without opening the list', async () => {
  const changed = vi.fn()
  const button = await mount('berlin', changed)
  await press(button, 'c')
  expect(changed).toHaveBeenCalledExactlyOnceWith('cairo')
  expect(button.getAttribute('aria-expanded')).toBe('false')
})

test('the arrow key opens the list with all options', async () => {
  const button = await mount('bern', () => undefined)
  await press(button, 'ArrowDown')
  await vi.waitFor(() => expect(document.querySelectorAll('[role="option"]')).toHaveLength(3))
  expect(button.getAttribute('aria-expanded')).toBe('true')
})
