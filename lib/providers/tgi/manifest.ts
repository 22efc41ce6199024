import { MODELS_FIELD } from '../models-field'
import type { ProviderManifest } from '../provider-manifest'
import { ALWAYS_STREAM_FIELD } from '../wires/openai/always-stream-field'

export const manifest: ProviderManifest = {
  id: 'tgi',
  label: 'Text Generation Inference',
  description: 'Your own TGI server or a Hugging Face Inference Endpoint.',
  icon: 'server',
  logo: 'lobehub:huggingface',
  docsUrl: 'https://huggingface.co/docs/text-generation-inference/messages_api',
  category: 'private',
  baseUrl: {
    default: null,
    isAdvanced: false,
    placeholder: 'http://127.0.0.1:3000/v1',
    help: 'The URL up to and including /v1. The operator of Patchbay must allow its host with EGRESS_ALLOW.',
  },
  fields: [MODELS_FIELD, ALWAYS_STREAM_FIELD],
  apiKey: { use: 'optional', placeholder: '', help: 'Leave it empty if the server requires none.' },
  recognises: { address: '^https://[a-z0-9.-]+\\.endpoints\\.huggingface\\.cloud(/|$)' },
  abilities: ['chat', 'vision', 'tools', 'json-schema'],
}
