import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import type { InboundRequest, Verification } from '../events/verification'
import { githubKinds, ownerField, repoField } from './github-fields'

/** GitHub signs the raw body without a time; the id of the delivery prevents replays. */
export const githubVerification: Verification = {
  type: 'signature',
  algorithm: 'hmac-sha256',
  key: 'secret',
  encoding: 'hex',
  parts: ['body'],
  signature: { header: 'x-hub-signature-256', prefix: 'sha256=' },
}

/** The repository whose events start runs. */
export const repositoryInput = z.strictObject({ owner: ownerField, repo: repoField })

export const Repository = z.object({ full_name: z.string() })

/** A repository, with its parts named as in the inputs of the actions. */
export function placeOf({ full_name: repository }: z.infer<typeof Repository>) {
  const [owner = '', repo = ''] = repository.split('/')
  return { repository, owner, repo }
}

export const eventOf = (request: InboundRequest): string => request.header('x-github-event') ?? ''
export const deliveryOf = (request: InboundRequest): string => request.header('x-github-delivery') ?? ''

const text = (label: string) => z.string().meta(layout({ label }))

/** Adds a webhook to the repository for one event. */
export const addWebhook = (event: string) =>
  defineAction({
    id: 'add-webhook',
    version: 1,
    label: 'Add a webhook',
    description: 'Registers the address of a trigger at a repository.',
    connections: githubKinds,
    scopes: ['repo'],
    effect: 'write',
    idempotency: 'none',
    input: z.strictObject({
      owner: ownerField,
      repo: repoField,
      url: text('Address'),
      secret: text('Secret'),
    }),
    output: z.strictObject({ hook: z.number().meta(layout({ label: 'Webhook' })) }),
    request: {
      method: 'POST',
      path: '/repos/{{owner}}/{{repo}}/hooks',
      body: {
        json: {
          name: 'web',
          active: true,
          events: [event],
          config: { url: '{{url}}', content_type: 'json', secret: '{{secret}}', insecure_ssl: '0' },
        },
      },
    },
    errors: {
      404: {
        code: 'TOOL_FAILED',
        message: 'GitHub does not know the repository, or the connection may not manage its webhooks.',
      },
    },
    pick: { hook: '/id' },
  })

export const removeWebhook = defineAction({
  id: 'remove-webhook',
  version: 1,
  label: 'Remove a webhook',
  description: 'Removes the address of a trigger from a repository.',
  connections: githubKinds,
  scopes: ['repo'],
  effect: 'write',
  // Removing it again changes nothing.
  idempotency: { header: 'x-request-id' },
  input: z.strictObject({
    owner: ownerField,
    repo: repoField,
    hook: z.number().meta(layout({ label: 'Webhook' })),
  }),
  output: z.strictObject({}),
  request: { method: 'DELETE', path: '/repos/{{owner}}/{{repo}}/hooks/{{hook}}', response: 'none' },
})
