// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, createRef } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { loadMessageCatalog } from '@/lib/client/messages/message-catalog'
import { eventLoopTurns } from '@/lib/platform/testing/event-loop-turns'
import { EndMaintenance } from './end-maintenance'

Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true)
beforeAll(() => loadMessageCatalog('en'))
afterEach(() => vi.restoreAllMocks())

/** The buttons for all environments and for production, between a field and the next focus target. */
async function show() {
  vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json({ ok: true }))
  const holder = document.createElement('div')
  document.body.replaceChildren(holder)
  const next = createRef<HTMLHeadingElement>()
  await act(async () =>
    createRoot(holder).render(
      <QueryClientProvider client={new QueryClient()}>
        <input />
        <EndMaintenance appId="app" environment={null} next={next} />
        <EndMaintenance appId="app" environment="production" next={next} />
        <h2 ref={next} tabIndex={-1}>
          production
        </h2>
      </QueryClientProvider>,
    ),
  )
  const buttons = [...holder.querySelectorAll('button')]
  return { buttons, heading: next.current, field: holder.querySelector('input') }
}

test('the buttons have distinct names', async () => {
  const { buttons } = await show()
  expect(buttons.map((button) => button.getAttribute('aria-label') ?? button.textContent)).toEqual([
    ...['End maintenance in all environments', 'End maintenance: production'],
  ])
})

test('moves the focus when the button disappears, unless the user has moved it', async () => {
  const { buttons, heading, field } = await show()
  const end = async (meanwhile: () => void) => {
    buttons[1]?.focus()
    await act(async () => {
      buttons[1]?.click()
      meanwhile()
      await eventLoopTurns()
    })
    return document.activeElement
  }
  expect(await end(() => undefined)).toBe(heading)
  expect(await end(() => field?.focus())).toBe(field)
})
