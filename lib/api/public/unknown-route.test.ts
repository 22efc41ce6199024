import { expect, test } from 'vitest'
import { testPublicApi } from './__fixtures__/test-public-api'

const { router, failures } = testPublicApi()
const request = async (path: string, method = 'GET') => {
  const response = await router.request(path, { method })
  return { status: response.status, headers: response.headers, body: await response.json() }
}

test('responds to an unknown route with a problem (RFC 9457) and a request id, not with a server error', async () => {
  for (const [path, method] of [
    ['/api/v1/nothing', 'GET'],
    ['/hooks', 'POST'],
    ['/embed/help-desk/nothing', 'POST'],
  ] as const) {
    const { status, headers, body } = await request(path, method)
    expect([status, headers.get('content-type')], path).toEqual([404, 'application/problem+json; charset=utf-8'])
    expect(body, path).toMatchObject({ type: 'urn:patchbay:error:not-found', status: 404, code: 'NOT_FOUND' })
    expect(body.requestId).toBe(headers.get('x-request-id'))
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  }
  expect(failures).toEqual([])
})

test('uses the error format of compatible APIs', async () => {
  expect((await request('/api/openai/v1/moderations', 'POST')).body.error).toMatchObject({
    type: 'invalid_request_error',
    code: 'unknown_url',
  })
  expect((await request('/v1/nothing')).body).toMatchObject({ code: 'not_found', status: 404 })
  expect((await request('/mcp/nothing', 'POST')).body).toMatchObject({
    jsonrpc: '2.0',
    error: { data: { code: 'NOT_FOUND' } },
  })
  expect((await request('/api/v1/prediction/', 'POST')).body).toMatchObject({ success: false, statusCode: 404 })
})

test('names the allowed methods in the format of the API', async () => {
  for (const [path, method, allow] of [
    ['/api/v1/apps/help-desk/runs', 'PUT', 'POST'],
    ['/api/v1/apps/help-desk/runs', 'GET', 'POST'],
    ['/api/v1/apps/help-desk/conversations', 'PATCH', 'GET, HEAD, POST'],
    ['/hooks/abc', 'GET', 'POST'],
  ] as const) {
    const { status, headers, body } = await request(path, method)
    expect([path, status, headers.get('allow')]).toEqual([path, 405, allow])
    expect(body).toMatchObject({
      type: 'urn:patchbay:error:method-not-allowed',
      code: 'METHOD_NOT_ALLOWED',
      status: 405,
    })
    expect(body.detail).toContain(allow)
  }
  expect((await request('/api/openai/v1/responses')).body.error.code).toBe('method_not_supported')
  expect((await request('/v1/chat-messages')).body).toMatchObject({ code: 'method_not_allowed', status: 405 })
  expect((await request('/api/v1/prediction/help-desk')).body).toMatchObject({ success: false, statusCode: 405 })
})

test('answers OPTIONS with the allowed methods, without granting CORS access', async () => {
  const requests = {
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
  }
  const { status, headers } = await router.request('/api/openai/v1/chat/completions', requests)
  expect([status, headers.get('allow'), headers.get('access-control-allow-origin')]).toEqual([204, 'POST', null])
})

test('finds no routes named like prototype properties', async () => {
  for (const path of ['/api/v1/__proto__', '/api/v1/constructor', '/v1/toString'])
    expect((await request(path, 'POST')).status).toBe(404)
})
