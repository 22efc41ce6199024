import { expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { SECRET } from './__fixtures__/memory-backend'
import { testPublicApi } from './__fixtures__/test-public-api'

const FLOWISE = { path: '/api/v1/prediction/help-desk', body: { question: 'hi' } }
const NATIVE = { path: '/api/v1/apps/help-desk/runs', body: { inputs: { message: 'hi' } } }

test.each([NATIVE, FLOWISE])('does not log each call of a stopped app: $path', async (call) => {
  const { api, router, failures } = testPublicApi()
  const request = () =>
    router.request(call.path, {
      method: 'POST',
      headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' },
      body: JSON.stringify(call.body),
    })
  api.protection.check = async () => {
    throw new AppError('MAINTENANCE', verbatim('Back at noon.'))
  }
  expect([(await request()).status, failures]).toEqual([503, []])
  // Internal errors are still logged.
  api.protection.check = async () => {
    throw new AppError('UNAVAILABLE', verbatim('Full.'))
  }
  expect([(await request()).status, failures.length]).toEqual([503, 1])
})

test('does not report a server error to rejected callers of the OpenAI-compatible API', async () => {
  const { api, router } = testPublicApi()
  api.protection.check = async () => {
    throw new AppError('FORBIDDEN', verbatim('This is not allowed here.'))
  }
  const response = await router.request('/api/openai/v1/chat/completions', {
    method: 'POST',
    headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'help-desk', messages: [{ role: 'user', content: 'hi' }] }),
  })
  expect([response.status, await response.json()]).toMatchObject([
    403,
    { error: { type: 'invalid_request_error', code: 'forbidden' } },
  ])
})
