// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import { signedOut } from '@/lib/client/session/signed-out'
import type { AppError } from '@/lib/core/app-error'
import { emptyGraph } from '@/lib/graph/graph'
import { eventLoopTurns } from '@/lib/platform/testing/event-loop-turns'
import { createEditor } from '../create-editor'
import { finishSave, untilSaved } from './unfinished-saves'

afterEach(() => vi.unstubAllGlobals())

/** A canvas that was left with an unsaved change, and a server with these responses. */
function leave(appId: string, ...answers: Response[]) {
  const saveDraft = vi.fn(async () => answers.shift() ?? saved())
  vi.stubGlobal('fetch', saveDraft)
  const { saver, save } = createEditor({ id: appId, graph: emptyGraph(), revision: 1 })
  saver.change(emptyGraph())
  return { saveDraft, saver, finish: () => finishSave({ appId, save, saver }) }
}

const saved = () => Response.json({ revision: 2, updatedAt: '2026-01-01T00:00:00.000Z' })
const rejection = (status: number, code: AppError['code']) =>
  Response.json({ error: { code, message: 'No.' } }, { status })
const holdsTab = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))

test('an app reopens only after its pending save; until then the tab asks before it closes', async () => {
  const { finish } = leave('saved')
  finish()
  expect(holdsTab()).toBe(true)
  await untilSaved('saved')
  expect(holdsTab()).toBe(false)
})

test.each([
  ['TOO_LARGE', 413],
  ['FORBIDDEN', 403],
  ['NOT_FOUND', 404],
  ['CONFLICT', 409],
] as const)('a graph rejected with %s does not block reopening its app', async (code, status) => {
  const { finish } = leave(code, rejection(status, code))
  finish()
  await untilSaved(code)
  expect(holdsTab()).toBe(false)
})

test('an unresolved conflict does not block reopening', async () => {
  const { finish, saver, saveDraft: save } = leave('conflict', rejection(409, 'CONFLICT'))
  await saver.flush()
  finish()
  await untilSaved('conflict')
  expect([save.mock.calls.length, holdsTab()]).toEqual([1, false])
})

test('a change left without a session is saved after the next sign-in', async () => {
  const { finish, saveDraft: save, saver } = leave('out', rejection(401, 'UNAUTHENTICATED'))
  signedOut.note(true)
  signedOut.note(false)
  finish()
  await vi.waitFor(() => expect(save).toHaveBeenCalled())
  await eventLoopTurns()
  expect([saver.isDirty(), holdsTab()]).toEqual([true, true])
  signedOut.note(true)
  await untilSaved('out')
  expect([saver.isDirty(), holdsTab()]).toEqual([false, false])
})
