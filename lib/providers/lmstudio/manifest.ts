import type { ProviderManifest } from '../provider-manifest'
import { ALWAYS_STREAM_FIELD } from '../wires/openai/always-stream-field'

export const manifest: ProviderManifest = {
  id: 'lmstudio',
  label: 'LM Studio',
  description: 'Models on your own computer, loaded with LM Studio.',
  icon: 'monitor',
  docsUrl: 'https://lmstudio.ai/docs/developer/core/server',
  category: 'private',
  baseUrl: {
    default: null,
    isAdvanced: false,
    placeholder: 'http://127.0.0.1:1234/v1',
    help: 'Up to and including /v1. The operator of Patchbay allows its host by EGRESS_ALLOW.',
  },
  fields: [ALWAYS_STREAM_FIELD],
  apiKey: { use: 'optional', placeholder: '', help: 'Leave it empty when the server asks for none.' },
  recognises: { address: '^https?://[^/]+:1234(/|$)' },
  abilities: ['chat', 'vision', 'tools', 'json-schema', 'embed'],
}
