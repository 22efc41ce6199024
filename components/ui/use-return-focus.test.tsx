// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { loadMessageCatalog } from '@/lib/client/messages/message-catalog'
import { ConfirmDialog } from './alert-dialog'
import { Dialog, DialogContent } from './dialog'

Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true)
// Dialogs are loaded when they open, which takes longer than the timers below.
beforeAll(async () => {
  await Promise.all([
    loadMessageCatalog('en'),
    import('./overlays/dialog-parts'),
    import('./overlays/confirmation-dialog'),
  ])
})
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const ignore = () => undefined
const KINDS = {
  dialog: (open: boolean) => (
    <Dialog open={open} onOpenChange={ignore}>
      <DialogContent title="A question">Text</DialogContent>
    </Dialog>
  ),
  'confirmation dialog': (open: boolean) => (
    <ConfirmDialog
      {...{ open, onOpenChange: ignore, title: 'Sure?', description: 'It is gone then.', confirmLabel: 'Yes' }}
      onConfirm={ignore}
    />
  ),
}

/** Opens and closes a dialog by state, as pages do. @returns the tag name of the element focused afterwards */
async function focusAfter(show: (open: boolean) => React.ReactNode, meanwhile: () => void = ignore) {
  const holder = document.createElement('div')
  document.body.replaceChildren(holder)
  const root = createRoot(holder)
  const draw = (open: boolean) =>
    act(async () => {
      root.render(
        <>
          <button type="button">Open</button>
          <input />
          {show(open)}
        </>,
      )
      await vi.advanceTimersByTimeAsync(20)
    })
  await draw(false)
  holder.querySelector('button')?.focus()
  await draw(true)
  expect(document.activeElement?.closest('[role="dialog"], [role="alertdialog"]')).not.toBeNull()
  await act(async () => {
    root.render(
      <>
        <button type="button">Open</button>
        <input />
        {show(false)}
      </>,
    )
  })
  meanwhile()
  await act(() => vi.advanceTimersByTimeAsync(20))
  return document.activeElement?.tagName
}

test.each(Object.entries(KINDS))('closing a %s returns the focus', async (_, show) => {
  expect(await focusAfter(show)).toBe('BUTTON')
})

test('a focus that moved elsewhere when the dialog closed stays there', async () => {
  expect(await focusAfter(KINDS.dialog, () => document.querySelector('input')?.focus())).toBe('INPUT')
})
