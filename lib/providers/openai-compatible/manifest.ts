import type { ProviderManifest } from '../provider-manifest'

export const manifest: ProviderManifest = {
  id: 'openai-compatible',
  label: 'OpenAI-compatible',
  description:
    'Any server that speaks OpenAI’s language: vLLM, llama.cpp, LM Studio, LocalAI, OpenRouter, Mistral, Groq and many more.',
  icon: 'server',
  docsUrl: 'https://platform.openai.com/docs/api-reference/chat',
  category: 'private',
  baseUrl: {
    default: null,
    isAdvanced: false,
    placeholder: 'https://models.example.com/v1',
    help: 'Up to and including /v1.',
  },
  apiKey: { use: 'optional', placeholder: '', help: 'Leave it empty when the server asks for none.' },
  abilities: ['chat', 'tools', 'json-schema'],
}
