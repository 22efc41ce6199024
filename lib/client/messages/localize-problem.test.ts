import { AsyncLocalStorage } from 'node:async_hooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { REQUEST_LOCALE, type StudioLocale } from '@/lib/core/locales/studio-locale'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { parseError } from '../http/parse-error'
import { localizeProblem } from './localize-problem'
import { loadMessageCatalog } from './message-catalog'

const locales = new AsyncLocalStorage<StudioLocale>()
beforeAll(async () => {
  await Promise.all([loadMessageCatalog('en'), loadMessageCatalog('zh-CN')])
  Reflect.set(globalThis, REQUEST_LOCALE, locales)
})
afterAll(() => Reflect.deleteProperty(globalThis, REQUEST_LOCALE))

const said = (locale: StudioLocale, said: Problem) => locales.run(locale, () => localizeProblem(said))
const TAKEN = problem('environments.nameTaken', { name: 'staging' })
const USED_UP = problem('budgets.exceeded', {
  budget: 'Pilot',
  limit: '$1.00',
  renewal: problem('budgets.resetsOn', { date: '2026-12-01' }),
})

test('looks up a problem and its nested problems by key', () => {
  expect(said('en', TAKEN)).toBe('An environment named “staging” already exists. Choose another name.')
  expect(said('zh-CN', TAKEN)).toBe('已有名为“staging”的环境。请另选名称。')
  expect(said('zh-CN', USED_UP)).toBe('预算“Pilot”（$1.00）已用完。将于 2026-12-01 00:00 UTC 重置。')
})

test('shows the message of a problem without a key, or with one from a newer server', () => {
  expect(said('zh-CN', { message: 'The file is empty.' })).toBe('The file is empty.')
  expect(said('zh-CN', { message: 'Newer.', key: 'constructor.name' })).toBe('Newer.')
})

test('explains a rejected request by its key', async () => {
  const body = { error: { code: 'CONFLICT', ...TAKEN, requestId: 'r1' } }
  const error = await locales.run('zh-CN', () => parseError(Response.json(body, { status: 409 })))
  expect([AppError.isInstance(error), error.message]).toEqual([true, '已有名为“staging”的环境。请另选名称。'])
})
