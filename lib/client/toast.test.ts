import { expect, test, vi } from 'vitest'
import { type Notice, onFirstToast, showToasts, toast } from './toast'

test('messages before the renderer is loaded are queued, trigger loading, and are shown in order', () => {
  const load = vi.fn()
  const stopWaiting = onFirstToast(load)
  expect(load).not.toHaveBeenCalled()
  toast.error('Not saved.')
  toast('Deleted.', { duration: 5 })
  expect(load).toHaveBeenCalled()

  const shown: Notice[] = []
  const stop = showToasts((notice) => shown.push(notice))
  toast.success('Saved.')
  expect(shown).toEqual([
    { kind: 'error', text: 'Not saved.', options: undefined },
    { kind: 'plain', text: 'Deleted.', options: { duration: 5 } },
    { kind: 'success', text: 'Saved.', options: undefined },
  ])
  stop()
  stopWaiting()
})

test('a message before the page subscribes is not lost', () => {
  toast.info('Early.')
  const load = vi.fn()
  onFirstToast(load)()
  expect(load).toHaveBeenCalledOnce()
  const shown: string[] = []
  showToasts(({ text }) => shown.push(text))()
  expect(shown).toEqual(['Early.'])
})
