import type { ProviderManifest } from '../provider-manifest'

export const manifest: ProviderManifest = {
  id: 'ollama',
  label: 'Ollama',
  description: 'Open models on your own computer or server.',
  icon: 'cpu',
  docsUrl: 'https://ollama.com/download',
  category: 'private',
  baseUrl: {
    default: 'http://127.0.0.1:11434',
    isAdvanced: false,
    placeholder: 'http://127.0.0.1:11434',
    help: 'Where Ollama listens.',
  },
  apiKey: { use: 'optional', placeholder: '', help: 'Only for an Ollama behind a proxy that asks for one.' },
  recognises: { address: '^https?://[^/]+:11434(/|$)' },
  abilities: ['chat', 'vision', 'tools', 'json-schema', 'embed'],
}
