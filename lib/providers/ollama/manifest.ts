import type { ProviderManifest } from '../provider-manifest'

export const manifest: ProviderManifest = {
  id: 'ollama',
  label: 'Ollama',
  description: 'Open models on your own computer or server.',
  icon: 'cpu',
  logo: 'lobehub:ollama',
  docsUrl: 'https://ollama.com/download',
  category: 'private',
  baseUrl: {
    default: 'http://127.0.0.1:11434',
    isAdvanced: false,
    placeholder: 'http://127.0.0.1:11434',
    help: 'The address of the Ollama server.',
  },
  apiKey: { use: 'optional', placeholder: '', help: 'Only needed if Ollama is behind a proxy that requires a key.' },
  recognises: { address: '^https?://[^/]+:11434(/|$)' },
  abilities: ['chat', 'vision', 'tools', 'json-schema', 'embed'],
}
