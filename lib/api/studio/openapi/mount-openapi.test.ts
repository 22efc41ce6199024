import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { mountOpenApi } from './mount-openapi'

const router = new Hono()
mountOpenApi(router, 'https://studio.example')

test.each([
  ['/api/openapi.json', 'Patchbay studio API', 'https://studio.example'],
  ['/api/openapi/app.json', 'Patchbay public API', 'https://studio.example/api/v1/apps/{app}'],
  ['/api/openapi/openai.json', 'Patchbay, OpenAI-compatible', 'https://studio.example/api/openai/v1'],
])('serves %s with the title “%s” and the server %s', async (path, title, server) => {
  const response = await router.request(path)
  expect(response.status).toBe(200)
  expect(response.headers.get('cache-control')).toBe('no-cache')
  expect(await response.json()).toMatchObject({ openapi: '3.1.0', info: { title }, servers: [{ url: server }] })
})
