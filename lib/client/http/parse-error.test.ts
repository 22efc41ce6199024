import { AsyncLocalStorage } from 'node:async_hooks'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { REQUEST_LOCALE, type StudioLocale } from '@/lib/core/locales/studio-locale'
import { addEnglishToSchemaIssue } from '@/lib/messages/problems/add-english-to-schema-issue'
import { keyIssues } from '@/lib/messages/problems/key-issues'
import { loadMessageCatalog } from '../messages/message-catalog'
import { isOffline, parseError } from './parse-error'

test('a proxy’s error page is not a server response; an error from the server itself is one', async () => {
  const proxy = await parseError(new Response('<h1>Bad Gateway</h1>', { status: 502 }))
  const serverError = await parseError(
    Response.json({ error: { code: 'UNAVAILABLE', message: 'The provider is down.' } }, { status: 503 }),
  )
  const crash = await parseError(new Response('oops', { status: 500 }))
  expect([proxy, serverError, crash].map(isOffline)).toEqual([true, false, false])
  expect([proxy, serverError, crash].map(({ code }) => code)).toEqual(['UNAVAILABLE', 'UNAVAILABLE', 'INTERNAL'])
})

test('schema issues are listed by path in the page’s language, without zod’s wording', async () => {
  await Promise.all([loadMessageCatalog('en'), loadMessageCatalog('zh-CN')])
  const locales = new AsyncLocalStorage<StudioLocale>()
  Reflect.set(globalThis, REQUEST_LOCALE, locales)
  const body = z.object({ name: z.string().min(1), lines: z.array(z.number()) })
  const messageOf = (locale: StudioLocale, value: unknown) =>
    locales.run(locale, async () => (await parseError(rejectionOf(body, value))).message)
  expect(await messageOf('en', { name: '', lines: ['a'] })).toBe('name: Fill this in.\nlines.0: This must be a number.')
  expect(await messageOf('zh-CN', { name: '', lines: [1] })).toBe('name：必须填写。')
  expect(await messageOf('en', 1)).toBe('This must be an object.')
  Reflect.deleteProperty(globalThis, REQUEST_LOCALE)
})

test('other messages are unchanged, whatever their details', async () => {
  const details = [{ path: ['model'], message: 'Invalid input' }]
  const error = { code: 'INVALID_INPUT', message: 'Choose another model.', details }
  expect((await parseError(Response.json({ error }, { status: 400 }))).message).toBe('Choose another model.')
})

/** The response with which lib/api/studio/read-input.ts rejects a body. */
function rejectionOf(schema: z.ZodType, value: unknown): Response {
  const failure = schema.safeParse(value, { error: keyIssues }).error
  if (!failure) throw new Error('The value fits.')
  const details = failure.issues
    .map(addEnglishToSchemaIssue)
    .map((issue) => ({ ...issue, path: issue.path.map(String) }))
  const error = { code: 'INVALID_INPUT', message: z.prettifyError(failure), details }
  return Response.json({ error }, { status: 400 })
}
