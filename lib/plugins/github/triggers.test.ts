import { expect, test } from 'vitest'
import { callWire } from '../testing/wire'
import { addWebhook, removeWebhook } from './webhook'

const repository = { owner: 'octocat', repo: 'Hello-World' }

test('adds a webhook for one event and removes it by its id', async () => {
  const added = await callWire({
    action: { plugin: 'github', definition: addWebhook('issues') },
    input: { ...repository, url: 'https://patchbay.example/hooks/abc', secret: 'whsec_1' },
    replies: [{ status: 201, json: { type: 'Repository', id: 12345678, active: true, events: ['issues'] } }],
  })
  expect(added.outputs).toEqual({ hook: 12345678 })
  expect(added.requests).toMatchObject([
    {
      method: 'POST',
      url: 'https://api.github.com/repos/octocat/Hello-World/hooks',
      headers: { authorization: 'Bearer secret-token' },
      json: {
        name: 'web',
        active: true,
        events: ['issues'],
        config: { url: 'https://patchbay.example/hooks/abc', content_type: 'json', secret: 'whsec_1' },
      },
    },
  ])
  const removed = await callWire({
    action: { plugin: 'github', definition: removeWebhook },
    input: { ...repository, hook: 12345678 },
    replies: [{ status: 204 }],
  })
  expect(removed.error).toBeNull()
  expect(removed.requests).toMatchObject([
    { method: 'DELETE', url: 'https://api.github.com/repos/octocat/Hello-World/hooks/12345678' },
  ])
})

test('reports a connection without the permission to manage webhooks', async () => {
  const { error } = await callWire({
    action: { plugin: 'github', definition: addWebhook('push') },
    input: { ...repository, url: 'https://patchbay.example/hooks/abc', secret: 's' },
    replies: [{ status: 404, json: { message: 'Not Found' } }],
  })
  expect(error?.message).toBe('GitHub does not know the repository, or the connection may not manage its webhooks.')
})
