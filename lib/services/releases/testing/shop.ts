import { emptyGraph, type Graph } from '@/lib/graph/graph'

export const ENVIRONMENTS = ['production', 'europe']
export const OVERRIDE = { from: { connection: 'builtin', model: 'a' }, to: { connection: 'builtin', model: 'b' } }
export const SECRET = { name: 'CRM_TOKEN', value: 'of-the-owner', hosts: ['crm.example.com'] }

/** An app whose two environments are protected after their second release. */
export interface Shop {
  appId: string
  slug: string
  /** Version 1 was live before the protection, version 2 is live since then, and version 3 was never live. */
  versionIds: string[]
}

export const chat = (label: string): Graph => ({
  ...emptyGraph(),
  nodes: [
    { id: 'input', type: 'input', version: 1, label, config: {}, position: { x: 0, y: 0 } },
    { id: 'answer', type: 'answer', version: 1, label: 'Answer', config: {}, position: { x: 300, y: 0 } },
  ],
  edges: [{ id: 'e1', from: { node: 'input', port: 'message' }, to: { node: 'answer', port: 'text' } }],
})

export const publication = (slug: string) => ({
  slug,
  access: 'link',
  allowedOrigins: [],
  title: slug,
  greeting: '',
  suggestions: [],
  accent: '#2255cc',
})
