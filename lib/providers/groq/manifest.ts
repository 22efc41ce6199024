import type { ProviderManifest } from '../provider-manifest'
import { ALWAYS_STREAM_FIELD } from '../wires/openai/always-stream-field'

export const manifest: ProviderManifest = {
  id: 'groq',
  label: 'Groq',
  description: 'Very fast inference for open models on Groq hardware.',
  icon: 'zap',
  logo: 'lobehub:groq',
  docsUrl: 'https://console.groq.com/keys',
  category: 'aggregator',
  baseUrl: {
    default: 'https://api.groq.com/openai/v1',
    isAdvanced: true,
    placeholder: 'https://api.groq.com/openai/v1',
    help: 'Change this only for a proxy.',
  },
  fields: [ALWAYS_STREAM_FIELD],
  apiKey: { use: 'required', placeholder: 'gsk_…', help: 'Create it at console.groq.com under “API keys”.' },
  recognises: { key: '^gsk_', address: '^https://api\\.groq\\.com(/|$)' },
  abilities: ['chat', 'vision', 'tools', 'json-schema', 'transcribe', 'speak'],
}
