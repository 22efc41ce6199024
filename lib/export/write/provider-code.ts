import type { RuntimeFile } from '../runtime.gen'

/** How exported code calls a model service. */
export interface ProviderCode {
  runtime: RuntimeFile
  create: string
  /** Environment variables, for connections to the service's default address. */
  keyEnv: string
  urlEnv: string
  needsKey: boolean
  defaultUrl: string | null
}

const OPENAI: ProviderCode = {
  runtime: 'model-openai',
  create: 'openAiModel',
  keyEnv: 'OPENAI_API_KEY',
  urlEnv: 'OPENAI_BASE_URL',
  needsKey: true,
  defaultUrl: 'https://api.openai.com/v1',
}

const PROVIDERS: Readonly<Record<string, ProviderCode>> = {
  openai: OPENAI,
  'openai-compatible': { ...OPENAI, needsKey: false, defaultUrl: null },
  anthropic: {
    runtime: 'model-anthropic',
    create: 'anthropicModel',
    keyEnv: 'ANTHROPIC_API_KEY',
    urlEnv: 'ANTHROPIC_BASE_URL',
    needsKey: true,
    defaultUrl: 'https://api.anthropic.com',
  },
  google: {
    runtime: 'model-google',
    create: 'googleModel',
    keyEnv: 'GOOGLE_API_KEY',
    urlEnv: 'GOOGLE_BASE_URL',
    needsKey: true,
    defaultUrl: 'https://generativelanguage.googleapis.com/v1beta',
  },
  ollama: {
    runtime: 'model-ollama',
    create: 'ollamaModel',
    keyEnv: 'OLLAMA_API_KEY',
    urlEnv: 'OLLAMA_BASE_URL',
    needsKey: false,
    defaultUrl: 'http://127.0.0.1:11434',
  },
}

/** Services without code of their own are called as OpenAI-compatible, which most are. */
export function providerCode(provider: string): ProviderCode {
  return (Object.hasOwn(PROVIDERS, provider) ? PROVIDERS[provider] : undefined) ?? { ...OPENAI, needsKey: false }
}
