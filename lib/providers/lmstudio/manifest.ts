import type { ProviderManifest } from '../provider-manifest'
import { ALWAYS_STREAM_FIELD } from '../wires/openai/always-stream-field'

export const manifest: ProviderManifest = {
  id: 'lmstudio',
  label: 'LM Studio',
  description: 'Models in LM Studio on your own computer.',
  icon: 'monitor',
  logo: 'lobehub:lmstudio',
  docsUrl: 'https://lmstudio.ai/docs/developer/core/server',
  category: 'private',
  baseUrl: {
    default: null,
    isAdvanced: false,
    placeholder: 'http://127.0.0.1:1234/v1',
    help: 'The URL up to and including /v1. The operator of Patchbay must allow its host with EGRESS_ALLOW.',
  },
  fields: [ALWAYS_STREAM_FIELD],
  apiKey: { use: 'optional', placeholder: '', help: 'Leave it empty if the server requires none.' },
  recognises: { address: '^https?://[^/]+:1234(/|$)' },
  abilities: ['chat', 'vision', 'tools', 'json-schema', 'embed'],
}
