// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { beforeAll, expect, test, vi } from 'vitest'
import { loadMessageCatalog } from '@/lib/client/messages/message-catalog'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from './dropdown-menu'

Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true)
beforeAll(async () => {
  await Promise.all([loadMessageCatalog('en'), import('./overlays/menu-parts')])
})

async function mount(onSelect: () => void) {
  const holder = document.createElement('div')
  document.body.replaceChildren(holder)
  await act(async () =>
    createRoot(holder).render(
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <button type="button">Actions</button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={onSelect}>Rename</DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>,
    ),
  )
  const button = holder.querySelector('button')
  if (!button) throw new Error('no button')
  return button
}
const menu = () => document.querySelector('[role="menu"]')

test('a menu is loaded when its button is used, and is named after it', async () => {
  const button = await mount(() => undefined)
  expect([menu(), button.getAttribute('aria-expanded'), button.getAttribute('aria-haspopup')]).toEqual([
    null,
    'false',
    'menu',
  ])
  await act(async () => button.click())
  await vi.waitFor(() => expect(menu()).not.toBeNull())
  expect(menu()?.getAttribute('aria-labelledby')).toBe(button.id)
  expect(button.getAttribute('aria-expanded')).toBe('true')
})

test('the arrow key opens a menu, and selecting an item closes it', async () => {
  const selected = vi.fn()
  const button = await mount(selected)
  await act(async () => button.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true })))
  await vi.waitFor(() => expect(menu()).not.toBeNull())
  await act(async () => menu()?.querySelector<HTMLElement>('[role="menuitem"]')?.click())
  expect(selected).toHaveBeenCalledOnce()
  await vi.waitFor(() => expect(menu()).toBeNull())
})
